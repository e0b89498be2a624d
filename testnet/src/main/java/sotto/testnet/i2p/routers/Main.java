package sotto.testnet.i2p.routers;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The process that runs the Java routers of a network.
///
/// It is ended from outside, by the network's keeper.
public final class Main {

  /// Brakes that take hold again are let go this often.
  private static final Duration RELEASE = Duration.ofMillis(100);

  private Main() {}

  /// Starts the routers and takes orders on the unix socket `control` of the directory.
  ///
  /// @param arguments the network's directory, how many routers, the first of their ports, of which
  ///   each has one for other routers and one for clients, and further settings as NAME=VALUE
  /// @throws Exception if there is nothing to be ended any more
  public static void main(String... arguments) throws Exception {
    for (var name : List.of("OUTPUT", "TIMEZONE", "HTTP_KEEPALIVE", "DNS_CACHE")) {
      System.setProperty("I2P_DISABLE_" + name + "_OVERRIDE", "true");
    }
    var directory = Path.of(arguments[0]);
    var server = Bridge.listen(UnixDomainSocketAddress.of(directory.resolve("control")));
    var routers = new ArrayList<OneRouter>();
    var orders = new Orders(server, routers);
    Thread.ofPlatform().name("start").start(() -> start(directory, routers, orders, arguments));
    orders.serve();
  }

  private static void start(
      Path directory, List<OneRouter> routers, Orders orders, String... arguments) {
    try {
      var more = new TreeMap<String, String>();
      for (var setting : List.of(arguments).subList(3, arguments.length)) {
        var parts = setting.split("=", 2);
        more.put(parts[0], parts[1]);
      }
      orders.tell("making the routers");
      for (var i = 0; i < Integer.parseInt(arguments[1]); i++) {
        var port = Integer.parseInt(arguments[2]) + 2 * i;
        routers.add(new OneRouter(directory.resolve("router-" + i), port, port + 1, more));
      }
      new Mesh(routers, orders::tell).make();
      serve(directory, routers);
      orders.end("ok");
    } catch (IOException | RuntimeException e) {
      orders.end("no\t" + e);
    } catch (InterruptedException e) {
      orders.end("no\tinterrupted");
    }
  }

  private static void serve(Path directory, List<OneRouter> routers) throws IOException {
    var pulse = new Pulse();
    var seeds = Files.createDirectories(directory.resolve("seeds"));
    for (var router : routers) {
      Identities.write(router.self(), seeds);
      Bridge.toPort(router.directory().resolve("i2cp"), router.i2cpPort(), pulse::beat);
    }
    Thread.ofPlatform().daemon().name("release").start(() -> look(routers, pulse));
  }

  private static void look(List<OneRouter> routers, Pulse pulse) {
    var sharing = new Sharing(routers);
    var released = System.nanoTime();
    try {
      while (true) {
        routers.forEach(OneRouter::hasten);
        sharing.share();
        if (System.nanoTime() - released > RELEASE.toNanos()) {
          routers.forEach(OneRouter::release);
          released = System.nanoTime();
        }
        pulse.rest();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
