package sotto.backend.tor.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.ControlEvent.HsDesc.Action;
import sotto.tck.Rule;

class UploadsTest {

  private final Uploads uploads = new Uploads();

  @Test
  @Rule("S7")
  void allIsConfirmedWhenEveryDirectoryTookEveryDescriptor() {
    created("one");
    created("two");
    for (var directory : new String[] {"a", "b"}) {
      given("one", directory);
      given("two", directory);
    }
    answered(Action.UPLOADED, "a");
    answered(Action.UPLOADED, "b");
    assertThat(uploads.count()).isEqualTo(new Uploads.Count(2, 4));
    assertThat(uploads.count().whole()).isFalse();

    answered(Action.UPLOADED, "a");
    answered(Action.UPLOADED, "b");
    assertThat(uploads.count().whole()).isTrue();
  }

  @Test
  @Rule("S7")
  void aDescriptorThatNobodyWasGivenYetIsNotConfirmed() {
    created("one");
    given("one", "a");
    created("two");
    answered(Action.UPLOADED, "a");

    assertThat(uploads.count()).isEqualTo(new Uploads.Count(1, 2));
  }

  @Test
  @Rule("S8")
  void whatADirectoryRefusesLaterIsNotConfirmedAnyMore() {
    given("one", "a");
    answered(Action.UPLOADED, "a");
    given("one", "a");
    assertThat(uploads.count().whole()).as("while it is given a newer one").isTrue();

    answered(Action.FAILED, "a");

    assertThat(uploads.count()).isEqualTo(new Uploads.Count(0, 1));
  }

  @Test
  void theOldestDescriptorGoesWhenAThirdOneComes() {
    given("one", "a");
    given("two", "a");
    given("three", "a");

    assertThat(uploads.count().of()).isEqualTo(2);
  }

  @Test
  void answersThatNobodyAskedForChangeNothing() {
    assertThat(uploads.heard(event(Action.UPLOADED, "", "a"))).isFalse();
    assertThat(uploads.heard(event(Action.RECEIVED, "one", "a"))).isFalse();
    assertThat(uploads.count().whole()).isFalse();
  }

  @Test
  void anySequenceKeepsTheCountsInRangeAndTheMapsBounded() {
    var random = new Random(7);
    var actions = List.of(Action.values());
    for (var i = 0; i < 100_000; i++) {
      var action = actions.get(random.nextInt(actions.size()));
      uploads.heard(event(action, "d" + random.nextInt(50), "h" + random.nextInt(500)));
      var count = uploads.count();
      assertThat(count.confirmed()).isBetween(0, count.of());
      assertThat(count.of()).isLessThanOrEqualTo(128);
    }
  }

  private void created(String descriptor) {
    uploads.heard(event(Action.CREATED, descriptor, ""));
  }

  private void given(String descriptor, String directory) {
    uploads.heard(event(Action.UPLOAD, descriptor, directory));
  }

  private void answered(Action action, String directory) {
    uploads.heard(event(action, "", directory));
  }

  private static HsDesc event(Action action, String descriptor, String directory) {
    return new HsDesc(action, "service", directory, descriptor, "", -1);
  }
}
