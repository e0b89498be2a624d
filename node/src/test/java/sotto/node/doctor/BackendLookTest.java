package sotto.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.node.doctor.Finding.Verdict;
import sotto.node.running.Choice;
import sotto.protocol.NetworkChoice;
import sotto.spi.Addresses;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkProvider;
import sotto.spi.Traits;

/// A backend is a stranger's code: whatever it does, the doctor says so and goes on.
@Timeout(60)
class BackendLookTest {

  private static final Duration PATIENCE = Duration.ofMillis(50);

  @Test
  void noBackendIsAFailureWithAFix() throws Exception {
    var finding = BackendLook.backends(new Choice(List.of()), List.of()).getFirst();

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.fix()).contains("--backends-dir");
  }

  @Test
  void aBackendThatThrowsIsBroken() throws Exception {
    var finding =
        look(
            config -> {
              throw new IllegalStateException("a secret");
            });

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.said()).contains("IllegalStateException").doesNotContain("secret");
  }

  @Test
  void aBackendThatLacksAClassIsBroken() throws Exception {
    var finding =
        look(
            config -> {
              throw new NoClassDefFoundError("x");
            });

    assertThat(finding.said()).contains("NoClassDefFoundError");
  }

  @Test
  void aBackendThatNeverOpensIsGivenUp() throws Exception {
    var never = new CountDownLatch(1);
    var finding =
        look(
            config -> {
              never.await();
              throw new IllegalStateException("unreachable");
            });

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.said()).contains("did not open in time");
  }

  @Test
  void aBackendThatDoesNotOpenSaysWhy() throws Exception {
    var finding =
        look(
            config -> {
              throw new NetworkDown(Reason.NO_DAEMON, "No daemon. What to do: start it.");
            });

    assertThat(finding.said()).contains("No daemon. What to do: start it.");
  }

  @Test
  void whatABackendFindsIsToldBeforeItIsOpened() throws Exception {
    var findings =
        BackendLook.look(
            NetworkChoice.of(
                new Odd(
                    config -> {
                      throw new NetworkDown(Reason.VERSION, "All are too old.");
                    })),
            PATIENCE);

    assertThat(findings)
        .extracting(Finding::said)
        .containsExactly(
            "daemon 1.0: too old.", "daemon 2.0: fine.", "does not open: All are too old.");
    assertThat(findings)
        .extracting(Finding::verdict)
        .containsExactly(Verdict.WARN, Verdict.OK, Verdict.FAIL);
  }

  private static Finding look(Opening opening) throws InterruptedException {
    return BackendLook.look(NetworkChoice.of(new Odd(opening)), PATIENCE).getLast();
  }

  /// What an odd backend does when it is opened.
  private interface Opening {
    Network open(NetworkConfig config) throws NetworkException, InterruptedException;
  }

  private record Odd(Opening opening) implements NetworkProvider {

    @Override
    public String scheme() {
      return "odd";
    }

    @Override
    public String description() {
      return "does odd things";
    }

    @Override
    public Traits traits() {
      return Traits.fast();
    }

    @Override
    public Addresses addresses() {
      throw new IllegalStateException("it has no addresses");
    }

    @Override
    public List<Found> survey(NetworkConfig config) {
      return List.of(
          new Found(false, "daemon 1.0: too old."), new Found(true, "daemon 2.0: fine."));
    }

    @Override
    public Network open(NetworkConfig config) throws NetworkException, InterruptedException {
      return opening.open(config);
    }
  }
}
