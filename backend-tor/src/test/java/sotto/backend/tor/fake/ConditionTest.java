package sotto.backend.tor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.tck.Fault;

/// Each fault of the network around a daemon, as a controller and a SOCKS client see it.
@Timeout(60)
class ConditionTest {

  private static final String PHASE = "GETINFO status/bootstrap-phase";
  private static final int UPLOADS = 8;

  private final FakeTorNetwork network;
  private final FakeTor near;
  private final FakeTor far;

  ConditionTest() throws IOException {
    network = new FakeTorNetwork();
    near = network.start();
    far = network.start();
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
  }

  private static String bit(RawControl control, String key) {
    return control.ask("GETINFO " + key).lines().findFirst().orElse("").replaceAll(".*=", "");
  }

  private void dialsWaitUntilHealed(FakeTor faulty, String host) throws IOException {
    try (var socks = RawSocks.asking(near, host, Onion.PORT, "user")) {
      socks.channel().configureBlocking(false);
      assertThat(socks.channel().read(ByteBuffer.allocate(1))).isZero();
      socks.channel().configureBlocking(true);
      faulty.heal();
      assertThat(socks.code()).isEqualTo("00");
    }
  }

  @Test
  void aBootstrapThatIsHeldFinishesWhenHealed() throws Exception {
    near.inject(Fault.BOOTSTRAP_HELD);
    try (var onion = Onion.at(far);
        var control = RawControl.in(near)) {
      assertThat(control.ask(PHASE)).contains("NOTICE BOOTSTRAP PROGRESS=50 ");
      assertThat(bit(control, "status/circuit-established")).isEqualTo("0");
      assertThat(control.ask("HSFETCH " + onion.id())).isEqualTo("250 OK");
      dialsWaitUntilHealed(near, onion.host());
      assertThat(control.ask(PHASE)).contains("PROGRESS=100 TAG=done SUMMARY=\"Done\"");
      assertThat(bit(control, "status/circuit-established")).isEqualTo("1");
    }
  }

  @Test
  void anOnionThatIsAskedForTooEarlyIsPublishedLater() throws Exception {
    far.inject(Fault.BOOTSTRAP_HELD);
    try (var onion = Onion.at(far)) {
      assertThat(onion.control().ask("SETEVENTS HS_DESC STATUS_CLIENT")).isEqualTo("250 OK");
      far.heal();

      assertThat(onion.control().eventsUntil(" UPLOADED ").toString())
          .containsSubsequence("ENOUGH_DIR_INFO", "PROGRESS=100", "CREATED", "UPLOAD ");
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("00");
    }
  }

  @Test
  void progressFallsInFrontOfTheControllerWhoLooks() throws Exception {
    near.inject(Fault.PROGRESS_REGRESSES);
    try (var control = RawControl.in(near)) {
      assertThat(control.ask(PHASE)).contains("PROGRESS=80 ");
      control.ask("SETEVENTS STATUS_CLIENT");
      assertThat(control.event()).startsWith("650 STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=30 ");
      assertThat(control.ask(PHASE)).contains("PROGRESS=30 ");
      near.heal();
      assertThat(control.eventsUntil("PROGRESS=100")).hasSizeGreaterThan(4);
    }
  }

  @Test
  void aFullBootstrapMayCarryNothing() throws Exception {
    near.inject(Fault.PROGRESS_FULL_BUT_UNUSABLE);
    try (var onion = Onion.at(far);
        var control = RawControl.in(near)) {
      assertThat(control.ask(PHASE)).contains("PROGRESS=100 ");
      assertThat(bit(control, "status/circuit-established")).isEqualTo("0");
      control.ask("SETEVENTS STATUS_CLIENT");
      dialsWaitUntilHealed(near, onion.host());
      assertThat(control.event()).isEqualTo("650 STATUS_CLIENT NOTICE CIRCUIT_ESTABLISHED");
    }
  }

  @Test
  void aWrongClockIsToldOfWithItsAmount() throws Exception {
    try (var control = RawControl.in(near)) {
      control.ask("SETEVENTS STATUS_CLIENT STATUS_GENERAL");
      near.inject(Fault.CLOCK_SKEW);

      assertThat(control.events(3))
          .containsExactly(
              "650 STATUS_CLIENT NOTICE NOT_ENOUGH_DIR_INFO",
              "650 STATUS_CLIENT NOTICE CIRCUIT_NOT_ESTABLISHED REASON=CLOCK_JUMPED",
              "650 STATUS_GENERAL WARN CLOCK_SKEW SKEW=-7200 SOURCE=CONSENSUS");
      assertThat(control.ask(PHASE)).contains("=NOTICE BOOTSTRAP PROGRESS=100 ");
      near.heal();
      assertThat(control.events(2))
          .containsExactly(
              "650 STATUS_CLIENT NOTICE ENOUGH_DIR_INFO",
              "650 STATUS_CLIENT NOTICE CIRCUIT_ESTABLISHED");
      near.inject(Fault.BOOTSTRAP_HELD);
      near.inject(Fault.CLOCK_SKEW);
      assertThat(control.ask(PHASE)).contains("=WARN BOOTSTRAP", " REASON=CLOCK_SKEW COUNT=1 ");
    }
  }

  @Test
  void aPublicationThatIsHeldIsConfirmedWhenHealed() throws Exception {
    far.inject(Fault.PUBLICATION_HELD);
    try (var onion = Onion.at(far)) {
      assertThat(outcomes(onion, 2 + UPLOADS)).isEmpty();
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("f0");
      far.heal();
      assertThat(outcomes(onion, 2 * UPLOADS)).hasSize(UPLOADS).containsOnly("UPLOADED");
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("00");
    }
  }

  @Test
  void aPartialPublicationIsConfirmedInSomePlacesAndWorks() throws Exception {
    far.inject(Fault.PUBLICATION_PARTIAL);
    try (var onion = Onion.at(far)) {
      assertThat(outcomes(onion, 2 + 2 * UPLOADS)).hasSize(UPLOADS).contains("UPLOADED", "FAILED");
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("00");
      far.heal();
      assertThat(outcomes(onion, 2 * UPLOADS)).hasSize(UPLOADS).containsOnly("UPLOADED");
    }
  }

  @Test
  void aPublicationThatIsLostIsRefusedAndComesBackWhenHealed() throws Exception {
    try (var onion = Onion.at(far)) {
      assertThat(outcomes(onion, 2 + 2 * UPLOADS)).hasSize(UPLOADS).containsOnly("UPLOADED");
      far.inject(Fault.PUBLICATION_LOST);
      assertThat(outcomes(onion, 2 * UPLOADS)).hasSize(UPLOADS).containsOnly("FAILED");
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("f0");
      far.heal();
      assertThat(outcomes(onion, 2 * UPLOADS)).hasSize(UPLOADS).containsOnly("UPLOADED");
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("00");
    }
  }

  /// What became of the uploads, by the next events.
  private static List<String> outcomes(Onion onion, int events) throws IOException {
    return onion.control().events(events).stream()
        .map(event -> event.replaceAll("650 HS_DESC (\\w+) .*", "$1"))
        .filter(action -> action.equals("UPLOADED") || action.equals("FAILED"))
        .toList();
  }

  @Test
  void aPartitionEndsStreamsAndCircuits() throws Exception {
    try (var onion = Onion.at(far);
        var control = RawControl.in(far);
        var socks = RawSocks.to(near, onion.id(), Onion.PORT);
        var accepted = onion.accept()) {
      control.ask("SETEVENTS STATUS_CLIENT NETWORK_LIVENESS");
      far.inject(Fault.PARTITION);

      assertThat(RawSocks.read(accepted, 1)).isEmpty();
      assertThat(RawSocks.read(socks.channel(), 1)).isEmpty();
      assertThat(control.events(2))
          .containsExactly(
              "650 NETWORK_LIVENESS DOWN",
              "650 STATUS_CLIENT NOTICE CIRCUIT_NOT_ESTABLISHED REASON=DIR_ALL_UNREACHABLE");
      assertThat(bit(control, "network-liveness")).isEqualTo("down");
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("f2");
      far.heal();
      assertThat(control.event()).isEqualTo("650 NETWORK_LIVENESS UP");
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("00");
      near.inject(Fault.PARTITION);
      dialsWaitUntilHealed(near, onion.host());
    }
  }

  @Test
  void aNetworkThatIsDisabledBootstrapsWhenItIsEnabled() throws Exception {
    var tor = network.start(Setup.ordinary().withNetworkDisabled());
    try (var control = RawControl.in(tor)) {
      assertThat(tor.socks()).doesNotExist();
      assertThat(control.ask(PHASE)).contains("PROGRESS=0 TAG=starting");
      control.ask("SETEVENTS STATUS_CLIENT");
      assertThat(control.ask("SETCONF DisableNetwork=0")).isEqualTo("250 OK");
      assertThat(control.eventsUntil("PROGRESS=100")).hasSizeGreaterThan(10);
      assertThat(tor.socks()).exists();
    }
  }

  @Test
  void anOldTorKnowsNoProofOfWork() throws Exception {
    var tor = network.start(Setup.ordinary().withoutProofOfWork());
    try (var control = RawControl.in(tor)) {
      assertThat(control.ask("ADD_ONION NEW:BEST Port=1 PoWDefensesEnabled=1")).startsWith("512 ");
      assertThat(control.ask("ADD_ONION NEW:BEST Port=1")).endsWith("250 OK");
    }
  }
}
