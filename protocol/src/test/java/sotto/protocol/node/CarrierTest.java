package sotto.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.ListenerStatus.State;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.ServiceKey;

@Timeout(60)
class CarrierTest {

  @TempDir Path directory;

  private final ScriptedBackend backend = new ScriptedBackend();
  private final Board board = new Board();
  private final Threads threads =
      new Threads(
          error -> {
            throw new AssertionError(error);
          });
  private Optional<Carrier> open = Optional.empty();

  @AfterEach
  void close() throws InterruptedException {
    open.ifPresent(Carrier::close);
    assertThat(threads.await(Deadline.in(Duration.ofSeconds(30)), "")).isTrue();
  }

  @Test
  void aNetworkIsOpenedAndListenedOn() throws Exception {
    var carrier = started(Optional.of(ScriptedBackend.KEY));

    expect("open", "listen", "accept");
    assertThat(carrier.status().phase()).isEqualTo(Phase.READY);
    assertThat(carrier.listenerStatus().state()).isEqualTo(State.PUBLISHED);
  }

  @Test
  void aDaemonThatIsMissingIsSaidAndTriedAgain() throws Exception {
    backend.opens.add(new NetworkDown(Reason.NO_DAEMON, "Nobody answers. What to do: start it."));
    var carrier = carrier(Optional.of(ScriptedBackend.KEY));

    carrier.open();

    assertThat(carrier.status().phase()).isEqualTo(Phase.DOWN);
    assertThat(carrier.status().blockage()).isEqualTo(Blockage.NO_DAEMON);
    assertThat(carrier.status().detail()).contains("start it");
    assertThat(carrier.listenerStatus().state()).isEqualTo(State.PUBLISHING);
    threads.start("carrier", () -> carrier.run(threads, new Nobody()));
    expect("open", "open", "listen", "accept");
    assertThat(carrier.status().phase()).isEqualTo(Phase.READY);
  }

  @Test
  void aWrongSettingIsThrownAtOnce() {
    backend.opens.add(new NetworkException.ConfigRejected("port", "A port is 1 to 65535."));

    assertThatExceptionOfType(NetworkException.ConfigRejected.class)
        .isThrownBy(() -> carrier(Optional.empty()).open());
  }

  @Test
  void aListenerThatCannotBeHadYetIsTriedAgain() throws Exception {
    backend.listens.add(new NetworkDown(Reason.NOT_READY, "It is starting. What to do: wait."));

    var carrier = started(Optional.of(ScriptedBackend.KEY));

    expect("open", "listen", "listen", "accept");
    assertThat(carrier.listenerStatus().state()).isEqualTo(State.PUBLISHED);
  }

  @Test
  void anAcceptThatFailsIsNotTheEnd() throws Exception {
    backend.accepts.add(new NetworkDown(Reason.NO_DAEMON, "It went away. What to do: wait."));

    started(Optional.of(ScriptedBackend.KEY));

    expect("open", "listen", "accept", "unlisten", "listen", "accept");
  }

  @Test
  void aNetworkThatClosesByItselfIsOpenedAgain() throws Exception {
    backend.accepts.add(new NetworkException.NetworkClosed("It closed by itself."));

    started(Optional.of(ScriptedBackend.KEY));

    expect("open", "listen", "accept", "unlisten", "close", "open", "listen", "accept");
  }

  @Test
  void aBackendThatBreaksIsReportedAndLeftAlone() throws Exception {
    backend.listens.add(new IllegalStateException("secret"));
    var seen = board.sequence();

    var carrier = started(Optional.of(ScriptedBackend.KEY));

    expect("open", "listen");
    while (carrier.status().phase() != Phase.DOWN) {
      board.await(seen, Duration.ofSeconds(30));
      seen = board.sequence();
    }
    assertThat(carrier.status().detail()).contains("IllegalStateException");
    assertThat(carrier.status().detail()).doesNotContain("secret");
  }

  @Test
  void aBackendThatBreaksWhileItIsWatchedIsReported() throws Exception {
    backend.statuses.add(new IllegalStateException("secret"));
    var seen = board.sequence();

    var carrier = started(Optional.empty());

    while (carrier.status().phase() != Phase.DOWN) {
      board.await(seen, Duration.ofSeconds(30));
      seen = board.sequence();
    }
    assertThat(carrier.status().detail()).contains("IllegalStateException");
  }

  @Test
  void aBackendThatBreaksWhileDiallingIsNoReasonToFail() throws Exception {
    var carrier = started(Optional.empty());

    assertThatExceptionOfType(NetworkDown.class)
        .isThrownBy(() -> carrier.dial(ScriptedBackend.KEY.address(), Duration.ofSeconds(1)))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(NetworkException.Fault.OURS));
  }

  @Test
  void aNetworkThatIsNotOpenCannotBeDialledOn() {
    assertThatExceptionOfType(NetworkDown.class)
        .isThrownBy(
            () ->
                carrier(Optional.empty())
                    .dial(ScriptedBackend.KEY.address(), Duration.ofSeconds(1)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_READY));
  }

  @Test
  void aNetworkWithoutAListenerSaysSo() throws Exception {
    var carrier = started(Optional.empty());

    expect("open");
    assertThat(carrier.listenerStatus().state()).isEqualTo(State.CLOSED);
    assertThat(carrier.address()).isEmpty();
  }

  @Test
  void theAddressIsKnownBeforeTheNetworkIsOpen() {
    assertThat(carrier(Optional.of(ScriptedBackend.KEY)).address())
        .contains(ScriptedBackend.KEY.address());
  }

  @Test
  void closingIsSaidAndEndsEveryThread() throws Exception {
    var carrier = started(Optional.of(ScriptedBackend.KEY));
    expect("open", "listen", "accept");

    carrier.close();

    expect("close", "unlisten");
    assertThat(threads.await(Deadline.in(Duration.ofSeconds(30)), "")).isTrue();
    assertThat(carrier.status().phase()).isEqualTo(Phase.CLOSED);
    assertThat(carrier.listenerStatus().state()).isEqualTo(State.CLOSED);
  }

  @Test
  void closingWhileWaitingToTryAgainEndsTheWait() throws Exception {
    backend.opens.add(new NetworkDown(Reason.NO_DAEMON, "Nobody answers. What to do: start it."));
    var carrier = started(Optional.of(ScriptedBackend.KEY));

    expect("open");
    carrier.close();

    assertThat(threads.await(Deadline.in(Duration.ofSeconds(30)), "")).isTrue();
    assertThat(carrier.status().phase()).isEqualTo(Phase.CLOSED);
  }

  private Carrier started(Optional<ServiceKey> key) throws Exception {
    var carrier = carrier(key);
    carrier.open();
    threads.start("carrier", () -> carrier.run(threads, new Nobody()));
    return carrier;
  }

  private Carrier carrier(Optional<ServiceKey> key) {
    var carrier = new Carrier(backend, NetworkConfig.at(directory), key, board, new Random(7));
    open = Optional.of(carrier);
    return carrier;
  }

  private void expect(String... steps) throws InterruptedException {
    for (var step : steps) {
      assertThat(backend.next()).isEqualTo(step);
    }
  }

  private static final class Nobody implements Carrier.Arrivals {
    @Override
    public void arrived(Link link, Address own) {}

    @Override
    public void ready() {}
  }
}
