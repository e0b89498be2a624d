package sotto.testnet.i2p;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/// A row of ports of 127.0.0.1 that was free a moment ago, outside of a network's namespace too: an
/// embedded router reaches the network's by the ports that they have inside.
///
/// @param first the first of the row
record Ports(int first) {

  /// Below the ephemeral ports of every common system.
  private static final int LOWEST = 10_000;

  private static final int HIGHEST = 30_000;

  /// How often a row is drawn until one is free.
  private static final int DRAWS_MAX = 100;

  /// Each router has one for other routers and one for clients.
  private static final int EACH = 2;

  /// Draws a row for a number of routers.
  static Ports draw(RandomGenerator random, int routers) throws IOException {
    for (var draw = 0; draw < DRAWS_MAX; draw++) {
      var ports = new Ports(random.nextInt(LOWEST, HIGHEST));
      if (ports.areFree(routers * EACH)) {
        return ports;
      }
    }
    throw new I2pTestnetException(
        "No row of free ports was found on 127.0.0.1. What to do: see what listens there.");
  }

  /// Draws a single port.
  static int one(RandomGenerator random) throws IOException {
    return draw(random, 1).first();
  }

  private boolean areFree(int count) {
    for (var port = first; port < first + count; port++) {
      try (var probe = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        if (!probe.isBound()) {
          return false;
        }
      } catch (IOException _) {
        return false;
      }
    }
    return true;
  }

  /// Where other routers reach a router.
  int ntcp(int router) {
    return first + router * EACH;
  }

  /// Where clients reach a router, inside.
  int i2cp(int router) {
    return first + router * EACH + 1;
  }
}
