package sotto.testnet.i2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.NetworkConfig;
import sotto.tck.Fault;
import sotto.tck.Faults;
import sotto.tck.Profile;
import sotto.testnet.Processes;

/// What the suite is told about nodes on a private network, and what is done to them.
@ExtendWith(I2pNetwork.class)
@Timeout(180)
class FaultsTest {

  @TempDir Path nodes;

  private final I2pTestnet network;
  private final I2pUnderTest backend;
  private final Faults faults;

  FaultsTest(I2pTestnet network) {
    this.network = network;
    backend = I2pUnderTest.attaching(network, I2pRouter.Kind.JAVA);
    faults = backend.faults().orElseThrow();
  }

  private NetworkConfig node(String name) {
    return backend.freshConfig(nodes.resolve(name));
  }

  private static RawDestination destination(NetworkConfig node) throws Exception {
    var i2cp = node.setting("i2cp").orElseThrow();
    return RawDestination.at(Integer.parseInt(i2cp.substring("127.0.0.1:".length())), 0);
  }

  @Test
  void nodesComeThroughDoorsOfTheirOwn() {
    var ann = node("ann");
    var bob = node("bob");

    assertThat(ann.setting("mode")).contains("attach");
    assertThat(ann.setting("tunnels.length")).contains("2");
    assertThat(ann.setting("i2cp")).isNotEqualTo(bob.setting("i2cp"));
    assertThat(backend.attachedDaemon(ann).orElseThrow()).matches(Processes::runs);
    assertThat(backend.profile()).isEqualTo(Profile.PRIVATE_NETWORK);
    assertThat(backend.scheme()).isEqualTo("i2p");
  }

  @Test
  void withoutTheBackendsJarItSaysSo() {
    assertThatThrownBy(backend::provider).hasMessageContaining("What to do: add its jar");
  }

  @Test
  void aDaemonThatIsGoneTakesItsSessionsWithItAndComesBack() throws Exception {
    var node = node("ann");
    try (var destination = destination(node)) {
      faults.inject(Fault.DAEMON_GONE, node);
      assertThatThrownBy(() -> destination(node)).isNotNull();
      assertThat(destination.awaitClosed()).isTrue();
    }
    faults.heal(node);
    destination(node).close();
  }

  @Test
  void aDaemonThatRefusesToLetUsInLetsOthersIn() throws Exception {
    var ann = node("ann");
    var bob = node("bob");

    faults.inject(Fault.DAEMON_REFUSES_LOGIN, ann);
    assertThatThrownBy(() -> destination(ann)).isNotNull();
    destination(bob).close();

    faults.heal(ann);
    destination(ann).close();
  }

  @Test
  void whatI2cpKnowsNothingOfIsRefused() {
    var node = node("ann");

    assertThat(faults.supported()).doesNotContain(Fault.CLOCK_SKEW, Fault.PROGRESS_REGRESSES);
    assertThatThrownBy(() -> faults.inject(Fault.CLOCK_SKEW, node))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aNodeWithARouterOfItsOwnIsToldHowToJoin() throws Exception {
    var embedding = I2pUnderTest.embedding(network);
    var node = embedding.freshConfig(nodes.resolve("ann"));
    var properties = new Properties();
    try (var in =
        Files.newBufferedReader(Path.of(node.setting("router.properties").orElseThrow()))) {
      properties.load(in);
    }

    assertThat(node.setting("mode")).contains("embedded");
    assertThat(properties).containsEntry("router.networkID", "99");
    try (var seeds = Files.list(Path.of(node.setting("router.seeds").orElseThrow()))) {
      assertThat(seeds).hasSize(3);
    }
    assertThat(embedding.faults()).isEmpty();
  }
}
