package sotto.testnet.i2p;

import java.util.Map;

/// Where a node is on the network: at one of its routers, or with a router of its own.
sealed interface Seat {

  /// The settings of the backend that put a node there.
  Map<String, String> settings();

  /// A node that attaches.
  ///
  /// @param router the router, behind a door
  record Attached(I2pRouter router) implements Seat {
    @Override
    public Map<String, String> settings() {
      return router.settings();
    }
  }

  /// A node with a router in its process.
  ///
  /// @param settings what makes the router join
  record Embedded(Map<String, String> settings) implements Seat {}
}
