package sotto.testnet.tor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import sotto.testnet.Processes;
import sotto.testnet.keep.Tool;

/// A client can be killed, stopped and started, and nothing of the network can leave.
@ExtendWith(TorNetwork.class)
@Timeout(180)
class TorClientTest {

  private final TorTestnet network;
  private final TorClient client;

  TorClientTest(TorTestnet network) {
    this.network = network;
    client = network.clients().getFirst();
  }

  @Test
  void aKilledClientIsGoneAndComesBackUnderTheSamePaths() throws Exception {
    var id = client.pid().orElseThrow();

    client.kill();
    assertThat(client.pid()).isEmpty();
    assertThat(Processes.runs(id)).isFalse();

    client.start();
    assertThat(client.pid()).isPresent();
    try (var control = Control.open(client.control(), client.cookie())) {
      assertThat(control.ask("GETINFO process/pid")).contains("process/pid=" + pid());
    }
  }

  @Test
  void aStoppedClientIsStillThereAndGoesOn() throws Exception {
    client.stop();
    assertThat(Processes.state(pid())).isEqualTo('T');

    client.resume();
    assertThat(Processes.state(pid())).isNotEqualTo('T');
    client.awaitBootstrapped();
  }

  @Test
  void startingAClientThatRunsDoesNothing() throws Exception {
    var id = pid();

    client.start();

    assertThat(pid()).isEqualTo(id);
  }

  @Test
  void theNamespaceOfItsProcessesHasNoWayOut() throws Exception {
    // Where the system gives no namespace there is nothing to see, and the network says so.
    assertThat(network.isolated()).isEqualTo(!network.entrance().isEmpty());
    if (network.isolated()) {
      assertThat(Processes.interfaces(pid())).containsExactly("lo");
    } else {
      assertThat(network.confinement()).startsWith("no network namespace: ");
    }
  }

  @Test
  void theLauncherBecomesTorWhereTheNetworkIs() throws Exception {
    var torrc = Files.createTempFile(network.directory(), "own", "");
    var data = network.directory().resolve("own-data");
    Files.writeString(
        torrc, "%%include %s\nDataDirectory %s\nSocksPort 0\n".formatted(network.torrc(), data));
    var process =
        new ProcessBuilder(
                network.launcher().toString(),
                "--defaults-torrc",
                "/dev/null",
                "-f",
                torrc.toString())
            .redirectErrorStream(true)
            .start();
    try (var said = process.inputReader()) {
      assertThat(said.lines().anyMatch(line -> line.contains("Bootstrapped 100%"))).isTrue();
      assertThat(process.info().command().orElse("")).endsWith("/tor");
      if (network.isolated()) {
        assertThat(Processes.interfaces(process.pid())).containsExactly("lo");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void itsPathsFitIntoASocketAddressAndAreItsOwnersOnly() throws Exception {
    assertThat(client.control().toString()).hasSizeLessThan(104);
    assertThat(Files.getPosixFilePermissions(network.directory())).hasSize(3);
    assertThat(client.toString() + network).doesNotContain("/");
  }

  @Test
  void theSettingsAttachANode() {
    assertThat(client.settings())
        .containsEntry("mode", "attach")
        .containsEntry("control", "unix:" + client.control());
    assertThat(client.lines()).isEqualTo(network.lines()).contains("DirAuthority ");
  }

  @Test
  void aTorThatEndsIsNamedWithTheEndOfItsLog() throws Exception {
    var ground =
        new Daemon.Ground(network.directory(), Tool.find("tor").orElseThrow(), network.entrance());
    var broken = new Daemon(ground, "broken", network.lines() + "NoSuchOption 1\n");

    broken.start("");

    assertThatThrownBy(broken::connect)
        .isInstanceOf(TorTestnetException.class)
        .hasMessageContaining("\"broken\"")
        .hasMessageContaining("What to do")
        .hasMessageContaining("NoSuchOption");
  }

  private long pid() {
    return client.pid().orElseThrow();
  }
}
