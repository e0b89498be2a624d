package sotto.testnet.i2p;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    var node = ChildJvm.start(KilledTest.WITHIN, Node.class.getName(), place.toString());
    try (var out = node.getInputStream()) {
      assertThat(new String(out.readAllBytes(), UTF_8)).contains("heard: from within");
      assertThat(node.waitFor()).isZero();
    } finally {
      node.destroyForcibly();
    }
  }

  /// A network, and a process with a router of its own.
  static final class Node {

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
      run(Path.of(arguments[0]));
      Runtime.getRuntime().halt(0);
    }

    private static void run(Path directory) throws Exception {
      try (var network = I2pTestnet.start(I2pTestnet.Options.ordinary().hops(1))) {
        var settings = network.embedded();
        var properties = new Properties();
        try (var in = Files.newBufferedReader(Path.of(settings.get("router.properties")))) {
          properties.load(in);
        }
        properties.setProperty("i2np.ntcp.port", settings.get("router.port"));
        var port = Ports.one(new java.security.SecureRandom());
        properties.setProperty("i2cp.port", Integer.toString(port));
        for (var each : new String[] {"base", "config", "router", "app", "log", "pid", "temp"}) {
          properties.setProperty("i2p.dir." + each, directory.toString());
        }
        sow(Path.of(settings.get("router.seeds")), directory.resolve("netDb"));
        var file = directory.resolve("router.config");
        try (var out = Files.newBufferedWriter(file)) {
          properties.store(out, "");
        }
        var router = new Router(file.toString(), properties);
        router.setKillVMOnEnd(false);
        router.runRouter();
        try (var far = RawDestination.at(network.routers().getFirst()).echoing();
            var near = join(port)) {
          IO.println("heard: " + near.says("from within", far, network));
        }
      }
    }

    private static void sow(Path seeds, Path database) throws Exception {
      Files.createDirectories(database);
      try (var files = Files.newDirectoryStream(seeds)) {
        for (var file : files) {
          Files.copy(file, database.resolve(file.getFileName()));
        }
      }
    }

    /// The router takes clients in as soon as it runs.
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
