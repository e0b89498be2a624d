package sotto.testnet.tor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sotto.spi.NetworkConfig;
import sotto.tck.Fault;
import sotto.tck.Faults;
import sotto.tck.Profile;
import sotto.testnet.Processes;
import sotto.testnet.keep.Tool;

/// What the suite is told about nodes on a private network, and what is done to them.
@ExtendWith(TorNetwork.class)
@Timeout(180)
class FaultsTest {

  private static final String PHASE = "GETINFO status/bootstrap-phase status/circuit-established";

  @TempDir Path nodes;

  private final TorTestnet network;
  private final TorUnderTest backend;
  private final Faults faults;

  FaultsTest(TorTestnet network) {
    this.network = network;
    backend = TorUnderTest.attaching(network);
    faults = backend.faults().orElseThrow();
  }

  @AfterEach
  void theNetworkIsWellAgain() throws Exception {
    for (var client : network.clients()) {
      client.awaitBootstrapped();
    }
  }

  private NetworkConfig node(String name) {
    return backend.freshConfig(nodes.resolve(name));
  }

  private Control control(NetworkConfig node) throws Exception {
    var socket = Path.of(node.setting("control").orElseThrow().substring("unix:".length()));
    return Control.open(socket, socket.resolveSibling("cookie"));
  }

  private char state(NetworkConfig node) {
    return Processes.state(backend.attachedDaemon(node).orElseThrow());
  }

  private List<Character> relayStates() {
    return network.relays().stream().map(relay -> Processes.state(relay.pid())).toList();
  }

  @Test
  void twoNodesAreOnTwoTors() {
    var ann = node("ann");
    var bob = node("bob");

    assertThat(ann.setting("mode")).contains("attach");
    assertThat(ann.setting("control")).isNotEqualTo(bob.setting("control"));
    assertThat(backend.attachedDaemon(ann)).isNotEqualTo(backend.attachedDaemon(bob));
    assertThat(backend.profile()).isEqualTo(Profile.PRIVATE_NETWORK);
    assertThat(backend.scheme()).isEqualTo("tor");
  }

  @Test
  void withoutTheBackendsJarItSaysSo() {
    assertThatThrownBy(backend::provider).hasMessageContaining("What to do: add its jar");
  }

  @Test
  void aDaemonThatIsGoneComesBack() throws Exception {
    var node = node("ann");
    var id = backend.attachedDaemon(node).orElseThrow();

    faults.inject(Fault.DAEMON_GONE, node);
    assertThat(backend.attachedDaemon(node)).isEmpty();

    faults.heal(node);
    assertThat(backend.attachedDaemon(node).orElseThrow()).isNotEqualTo(id);
  }

  @Test
  void aSilentDaemonIsThereAndIsHeardAgain() throws Exception {
    var node = node("ann");

    faults.inject(Fault.DAEMON_SILENT, node);
    assertThat(state(node)).isEqualTo('T');

    faults.heal(node);
    assertThat(state(node)).isNotEqualTo('T');
  }

  @Test
  void aDaemonThatRefusesOurCookieTakesItAgain() throws Exception {
    var node = node("ann");

    faults.inject(Fault.DAEMON_REFUSES_LOGIN, node);
    assertThatThrownBy(() -> control(node)).hasMessageContaining("515");

    faults.heal(node);
    control(node).close();
  }

  @Test
  void aHeldBootstrapGoesOnWithTheSameProcess() throws Exception {
    var node = node("ann");

    faults.inject(Fault.BOOTSTRAP_HELD, node);
    var id = backend.attachedDaemon(node);
    try (var control = control(node)) {
      assertThat(control.ask(PHASE).getFirst()).contains("PROGRESS=0 ");
    }

    faults.heal(node);
    assertThat(backend.attachedDaemon(node)).isEqualTo(id);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROGRESS_FULL_BUT_UNUSABLE", "PARTITION"})
  void anUnpluggedDaemonReportsAHundredPercentAndCarriesNothing(Fault fault) throws Exception {
    var node = node("ann");

    faults.inject(fault, node);
    try (var control = control(node)) {
      assertThat(control.ask(PHASE))
          .anyMatch(line -> line.contains("PROGRESS=100 "))
          .contains("status/circuit-established=0");
    }

    faults.heal(node);
  }

  @Test
  void stalledRelaysGoOnWhenTheLastNodeIsHealed() throws Exception {
    var ann = node("ann");
    var bob = node("bob");
    try (var onion =
        new RawOnion(network.clients().getFirst(), network.directory().resolve("stall"))
            .published()) {
      faults.inject(Fault.DIALS_STALL, ann);
      faults.inject(Fault.PUBLICATION_HELD, bob);
      assertThat(relayStates()).containsOnly('T');

      faults.heal(ann);
      assertThat(relayStates()).containsOnly('T');

      faults.heal(bob);
      assertThat(relayStates()).doesNotContain('T');
      assertThat(onion.visit(network.clients().getLast(), "after")).isEqualTo(RawOnion.PAGE);
    }
  }

  @Test
  void aMachineThatSleptHasAllItsProcessesAndNeedsNoHealing() throws Exception {
    var node = node("ann");
    var id = backend.attachedDaemon(node);

    faults.inject(Fault.SUSPENDED, node);

    assertThat(backend.attachedDaemon(node)).isEqualTo(id);
    assertThat(state(node)).isNotEqualTo('T');
  }

  @Test
  void whatARealTorCannotBeMadeToDoIsNotOffered() {
    var node = node("ann");

    assertThat(EnumSet.complementOf(EnumSet.copyOf(faults.supported())))
        .allSatisfy(
            fault ->
                assertThatThrownBy(() -> faults.inject(fault, node))
                    .isInstanceOf(UnsupportedOperationException.class));
  }

  @Test
  void aSpawnedTorIsKilledAndBarredUntilItIsHealed() throws Exception {
    var spawning = TorUnderTest.spawning(network);
    var node = spawning.freshConfig(nodes.resolve("cat"));
    var binary = node.setting("binary").orElseThrow();
    var spawned = spawning.faults().orElseThrow();

    spawned.inject(Fault.DAEMON_GONE, node);
    assertThat(Tool.run(List.of(binary, "--version")).exit()).isOne();

    spawned.heal(node);
    assertThat(Tool.run(List.of(binary, "--version")).said()).startsWith("Tor version");
    assertThat(node.setting("mode")).contains("system");
    assertThat(Path.of(node.setting("torrc").orElseThrow())).exists();
    assertThat(spawning.attachedDaemon(node)).isEmpty();
  }
}
