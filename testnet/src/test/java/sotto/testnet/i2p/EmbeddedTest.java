package sotto.testnet.i2p;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.i2p.client.I2PSessionException;
import net.i2p.router.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.testnet.ChildJvm;
import sotto.testnet.Part;
import sotto.testnet.keep.Deadline;

/// A router outside of the network's namespace joins with what it is told, and nothing else.
///
/// It runs in a namespace of the test's own, in which the network has another one.
@Timeout(180)
class EmbeddedTest {

  @TempDir Path place;

  @Test
  void aRouterInAnotherProcessCarriesADestination() throws Exception {
    Part.leaveOutOnRequest("i2p");
    var network = ChildJvm.start(KilledTest.WITHIN, Owner.class.getName(), place.toString());
    try (var out = network.getInputStream()) {
      assertThat(new String(out.readAllBytes(), UTF_8)).contains("heard: from within");
      assertThat(network.waitFor()).isZero();
    } finally {
      network.destroyForcibly();
    }
  }

  /// Has the network, and a destination on it that echoes.
  static final class Owner {

    private Owner() {}

    public static void main(String... arguments) throws Exception {
      try (var network = I2pTestnet.start(I2pTestnet.Options.ordinary().hops(1));
          var far = RawDestination.at(network.routers().getFirst()).echoing()) {
        far.awaitPublished(network);
        var settings = network.embedded();
        var node =
            ChildJvm.start(
                Node.class.getName(),
                arguments[0],
                settings.get("router.properties"),
                settings.get("router.port"),
                settings.get("router.seeds"),
                far.name());
        try (var out = node.getInputStream()) {
          IO.println(new String(out.readAllBytes(), UTF_8));
        }
      }
    }
  }

  /// Has a router in its process, which serves whoever is in the same process.
  static final class Node {

    /// A router that starts takes its time before it takes clients, and a machine that is busy
    /// more.
    private static final Duration JOIN_MAX = Duration.ofSeconds(90);

    private Node() {}

    public static void main(String... arguments) throws Exception {
      // Or the router takes standard output away.
      for (var name : List.of("OUTPUT", "TIMEZONE", "HTTP_KEEPALIVE", "DNS_CACHE")) {
        System.setProperty("I2P_DISABLE_" + name + "_OVERRIDE", "true");
      }
      // The router's threads would go on.
      Thread.currentThread()
          .setUncaughtExceptionHandler(
              (_, e) -> {
                IO.println(e);
                Runtime.getRuntime().halt(1);
              });
      var directory = Path.of(arguments[0]);
      sow(Path.of(arguments[3]), directory.resolve("netDb"));
      var port = Integer.toString(Ports.one(new SecureRandom()));
      var ports = Map.of("i2np.ntcp.port", arguments[2], "i2cp.port", port);
      start(directory, Path.of(arguments[1]), ports);
      try (var near = join(Integer.parseInt(port))) {
        IO.println("heard: " + near.says("from within", arguments[4]));
      }
      Runtime.getRuntime().halt(0);
    }

    private static void sow(Path seeds, Path database) throws Exception {
      Files.createDirectories(database);
      try (var files = Files.newDirectoryStream(seeds)) {
        for (var file : files) {
          Files.copy(file, database.resolve(file.getFileName()));
        }
      }
    }

    private static void start(Path directory, Path given, Map<String, String> ports)
        throws Exception {
      var properties = new Properties();
      try (var in = Files.newBufferedReader(given)) {
        properties.load(in);
      }
      properties.putAll(ports);
      for (var each : new String[] {"base", "config", "router", "app", "log", "pid", "temp"}) {
        properties.setProperty("i2p.dir." + each, directory.toString());
      }
      var file = directory.resolve("router.config");
      try (var out = Files.newBufferedWriter(file)) {
        properties.store(out, "");
      }
      var router = new Router(file.toString(), properties);
      router.setKillVMOnEnd(false);
      router.runRouter();
    }

    private static RawDestination join(int port) throws Exception {
      var deadline = Deadline.in(JOIN_MAX);
      while (true) {
        try {
          return RawDestination.at(port, 1);
        } catch (I2PSessionException e) {
          if (deadline.left().isZero()) {
            throw e;
          }
          deadline.rest();
        }
      }
    }
  }
}
