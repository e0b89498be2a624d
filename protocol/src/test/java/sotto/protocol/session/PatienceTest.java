package sotto.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sotto.protocol.session.Pair.ADDRESS;
import static sotto.protocol.session.Pair.LISTENER;
import static sotto.protocol.session.Pair.failure;
import static sotto.protocol.session.Pair.random;
import static sotto.protocol.session.Pair.spawn;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Bytes;

/// Peers that are slow, silent, strange or ourselves.
@Timeout(60)
final class PatienceTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  @Test
  void aSilentPeerIsGivenUp() throws Exception {
    var links = PipeLink.pair(Pair.CAPACITY);

    assertThat(failure(accept(links, SHORT)).rejection()).isEqualTo(Rejection.TIMED_OUT);
    assertThat(links.accepted().isOpen()).isFalse();
  }

  @Test
  void aListenerThatNeverAnswersIsGivenUp() throws Exception {
    var links = PipeLink.pair(Pair.CAPACITY);
    var dialling =
        spawn(() -> Session.dial(links.dialled(), Pair.DIALLER, ADDRESS, random(1), SHORT));

    assertThat(failure(dialling).rejection()).isEqualTo(Rejection.TIMED_OUT);
  }

  @Test
  void aPeerThatTakesNothingIsGivenUp() throws Exception {
    var links = PipeLink.pair(100);
    var dialling =
        spawn(() -> Session.dial(links.dialled(), Pair.DIALLER, ADDRESS, random(1), SHORT));

    assertThat(failure(dialling).rejection()).isEqualTo(Rejection.TIMED_OUT);
  }

  @Test
  void aPeerThatDripsIsGivenUpHoweverOftenItDrips() throws Exception {
    var links = PipeLink.pair(1);
    var accepting = accept(links, SHORT);
    var hello = HandshakeTest.hello();
    var dripping = spawn(() -> drip(links, hello.slice(0, hello.size() - 1)));

    assertThat(failure(accepting).rejection()).isEqualTo(Rejection.TIMED_OUT);
    assertThat(dripping.get()).isPositive();
  }

  @Test
  void aThousandSlowPeersAreAllGivenUpAndAnHonestOneGetsThrough() throws Exception {
    var slow =
        IntStream.range(0, 1000)
            .mapToObj(i -> accept(PipeLink.pair(1), Duration.ofMillis(500)))
            .toList();

    assertThat(Pair.open().accepted().peer()).isEqualTo(Pair.DIALLER.id());

    for (var one : slow) {
      assertThat(failure(one).rejection()).isEqualTo(Rejection.TIMED_OUT);
    }
  }

  @Test
  void noPatienceIsNoSession() throws Exception {
    var links = PipeLink.pair(Pair.CAPACITY);

    assertThat(failure(accept(links, Duration.ZERO)).rejection()).isEqualTo(Rejection.TIMED_OUT);
    assertThat(links.accepted().isOpen()).isFalse();
    assertThat(links.dialled().writes()).isZero();
  }

  @Test
  void endlessPatienceIsNoFault() throws Exception {
    var links = PipeLink.pair(Pair.CAPACITY);
    var accepting = accept(links, Duration.ofSeconds(Long.MAX_VALUE));

    assertThat(Pair.dial(links, Pair.DIALLER).peer()).isEqualTo(LISTENER.id());
    assertThat(accepting.get().peer()).isEqualTo(Pair.DIALLER.id());
  }

  @Test
  void diallingOurselvesIsRefusedOnBothSides() throws Exception {
    var links = PipeLink.pair(Pair.CAPACITY);
    var accepting = accept(links, Pair.PATIENCE);
    var dialling = spawn(() -> Pair.dial(links, LISTENER));

    assertThat(failure(dialling).rejection()).isEqualTo(Rejection.SELF);
    assertThat(failure(accepting).rejection()).isIn(Rejection.LINK_LOST, Rejection.TRUNCATED);
  }

  @Test
  void whoDialledAnotherAddressGetsNoAnswer() throws Exception {
    var links = PipeLink.pair(Pair.CAPACITY);
    var accepting = accept(links, Pair.PATIENCE);
    var wrong = ADDRESS.withPort(81);
    var dialling =
        spawn(() -> Session.dial(links.dialled(), Pair.DIALLER, wrong, random(1), Pair.PATIENCE));

    assertThat(failure(accepting).rejection()).isEqualTo(Rejection.WRONG_ADDRESS);
    assertThat(failure(dialling).rejection()).isEqualTo(Rejection.LINK_LOST);
    assertThat(links.accepted().writes()).isZero();
  }

  @Test
  void aHandshakeThatIsCutAnywhereIsTruncated() throws Exception {
    var hello = HandshakeTest.hello();
    for (var size = 0; size < hello.size(); size += 61) {
      var links = PipeLink.pair(Pair.CAPACITY);
      links.dialled().write(hello.slice(0, size).buffer());
      links.dialled().close();

      assertThat(failure(accept(links, Pair.PATIENCE)).rejection()).isEqualTo(Rejection.TRUNCATED);
    }
  }

  @Test
  void randomnessThatFailsClosesTheLink() {
    var links = PipeLink.pair(Pair.CAPACITY);
    RandomGenerator broken =
        () -> {
          throw new IllegalStateException("no randomness");
        };

    assertThatThrownBy(
            () -> Session.dial(links.dialled(), Pair.DIALLER, ADDRESS, broken, Pair.PATIENCE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(links.dialled().isOpen()).isFalse();
  }

  /// Writes one byte at a time, until all are written or the other end has had enough.
  private static int drip(PipeLink.Pair links, Bytes bytes) {
    var count = 0;
    try {
      while (count < bytes.size()) {
        links.dialled().write(bytes.slice(count, ++count).buffer());
      }
    } catch (IOException _) {
      // The listener has given up, as it should.
    }
    return count;
  }

  private static FutureTask<Session> accept(PipeLink.Pair links, Duration patience) {
    return spawn(() -> Session.accept(links.accepted(), LISTENER, ADDRESS, random(2), patience));
  }
}
