package sotto.backend.tor.real;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Network;
import sotto.spi.NetworkException;
import sotto.testnet.tor.TorNetwork;
import sotto.testnet.tor.TorTestnet;

/// A node behind a bridge, and one behind a bridge and a pluggable transport, reach a listener; and
/// they do it through the bridge, for without it they reach nothing.
@ExtendWith(TorNetwork.class)
@Timeout(240)
class BridgeTest {

  private static final Duration SHORT = Duration.ofSeconds(10);

  @TempDir Path directory;

  @Test
  void aNodeGetsInByABridgeAndByNothingElse(TorTestnet network) throws Exception {
    try (var bridge = Bridge.start(network, directory.resolve("bridge"))) {
      var settings = settings(network, bridge.line());

      reachesAListenerUntilTheBridgeEnds(network, settings, bridge);
    }
  }

  @Test
  void aNodeGetsInByAPluggableTransport(TorTestnet network) throws Exception {
    try (var bridge = Bridge.start(network, directory.resolve("bridge"))) {
      var settings = settings(network, "plain " + bridge.line());
      var used = directory.resolve("used");
      settings.put("transport.plain", PlainTransport.program(directory, used).toString());

      reachesAListenerUntilTheBridgeEnds(network, settings, bridge);

      assertThat(used).content().isEqualTo(bridge.place());
    }
  }

  private void reachesAListenerUntilTheBridgeEnds(
      TorTestnet network, Map<String, String> settings, Bridge bridge) throws Exception {
    var nodes = new Nodes(directory);
    try (var far = nodes.open("far", network.clients().get(1));
        var listener = far.listen(nodes.key());
        var near = nodes.open("near", settings)) {
      Nodes.published(listener);
      try (var link = Nodes.dialled(near, listener.address(), Isolation.shared());
          var arrived = listener.accept()) {
        arrived.write(ByteBuffer.wrap("sotto".getBytes(US_ASCII)));
        assertThat(Nodes.read(link, 5)).isEqualTo("sotto".getBytes(US_ASCII));
      }
      bridge.close();
      assertThatThrownBy(() -> dialAnew(near, listener.address()))
          .isInstanceOf(NetworkException.class);
    }
  }

  private static void dialAnew(Network near, Address peer)
      throws NetworkException, InterruptedException {
    near.dial(peer, Isolation.fresh(), SHORT).close();
  }

  private static Map<String, String> settings(TorTestnet network, String bridge) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("mode", "system");
    settings.put("binary", network.launcher().toString());
    settings.put("torrc", network.torrc().toString());
    settings.put("bridges", bridge);
    return settings;
  }

  /// A relay that the network's consensus does not list.
  private record Bridge(Process process, String place, String fingerprint)
      implements AutoCloseable {

    private static final int PORT_MIN = 20_000;
    private static final int PORT_MAX = 30_000;

    static Bridge start(TorTestnet network, Path directory) throws Exception {
      var port = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX);
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var torrc =
          Files.writeString(
              directory.resolve("torrc"),
              network.lines()
                  + """
                  DataDirectory %s
                  SocksPort 0
                  ORPort 127.0.0.1:%d
                  Address 127.0.0.1
                  AssumeReachable 1
                  BridgeRelay 1
                  PublishServerDescriptor 0
                  ExitPolicy reject *:*
                  ContactInfo none
                  Log notice stdout
                  """
                      .formatted(directory, port));
      var process =
          new ProcessBuilder(network.launcher().toString(), "-f", torrc.toString())
              .redirectErrorStream(true)
              .start();
      var place = "127.0.0.1:" + port;
      return new Bridge(process, place, fingerprint(process, directory));
    }

    /// Reads it once tor says that it has bootstrapped.
    private static String fingerprint(Process process, Path directory) throws IOException {
      var said = process.inputReader();
      var line = said.readLine();
      while (line != null && !line.contains("Bootstrapped 100%")) {
        line = said.readLine();
      }
      assertThat(line).as("the bridge bootstraps").isNotNull();
      var named = Files.readString(directory.resolve("fingerprint")).strip();
      return named.substring(named.indexOf(' ') + 1);
    }

    String line() {
      return place + " " + fingerprint;
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
