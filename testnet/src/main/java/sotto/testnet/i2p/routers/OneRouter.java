package sotto.testnet.i2p.routers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.i2p.data.Hash;
import net.i2p.data.LeaseSet;
import net.i2p.data.i2np.DatabaseStoreMessage;
import net.i2p.data.router.RouterInfo;
import net.i2p.router.OutNetMessage;
import net.i2p.router.Router;
import net.i2p.router.RouterContext;
import net.i2p.router.networkdb.kademlia.KademliaNetworkDatabaseFacade;

/// One router of the network.
final class OneRouter {

  /// Long enough for a handshake on a machine that is busy.
  private static final long GREETING_MILLIS = 60_000;

  private static final char REACHABLE = 'R';
  private static final char FLOODFILL = 'f';

  private final Path directory;
  private final int i2cpPort;
  private final Router router;
  private final Brakes brakes;
  private final Haste haste;

  /// Makes a router that does not run yet; one after the other, because the library has things that
  /// belong to a whole process.
  OneRouter(Path directory, int ntcpPort, int i2cpPort, Map<String, String> more)
      throws IOException {
    this.directory = Files.createDirectories(directory);
    this.i2cpPort = i2cpPort;
    var settings = RouterSettings.whole(directory, ntcpPort, i2cpPort);
    settings.putAll(more);
    var properties = RouterSettings.properties(settings);
    try (var out = Files.newBufferedWriter(directory.resolve("router.config"))) {
      for (var setting : settings.entrySet()) {
        out.write(setting.getKey() + "=" + setting.getValue() + "\n");
      }
    }
    router = new Router(properties);
    router.setKillVMOnEnd(false);
    brakes = new Brakes(router);
    haste = new Haste(router.getContext());
  }

  void run() {
    router.runRouter();
    brakes.age();
    haste.remember();
    router.getContext().clock().setOffset(0);
  }

  /// Tells whether the router knows itself: it has an address, and the others may build tunnels
  /// through it and ask it. One that made up its mind about itself too early is asked again.
  boolean isPresentable() {
    var self = router.getRouterInfo();
    if (self != null && !self.getAddresses().isEmpty()) {
      var can = self.getCapabilities();
      if (can.indexOf(REACHABLE) >= 0 && can.indexOf(FLOODFILL) >= 0) {
        return router.isRunning() || router.isAlive();
      }
      router.rebuildRouterInfo();
    }
    return false;
  }

  /// Takes in what another router says of itself.
  void meet(RouterInfo other) {
    var hash = other.getIdentity().getHash();
    context().netDb().store(hash, other);
    context().profileManager().heardAbout(hash);
    context().banlist().unbanlistRouter(hash);
  }

  /// Sends another router what this one says of itself, which connects the two.
  void greet(RouterInfo other) {
    var greeting = new DatabaseStoreMessage(context());
    greeting.setEntry(self());
    var until = context().clock().now() + GREETING_MILLIS;
    greeting.setMessageExpiration(until);
    context()
        .outNetMessagePool()
        .add(new OutNetMessage(context(), greeting, until, OutNetMessage.PRIORITY_HIGHEST, other));
  }

  /// Makes a handshake go on that may be stuck.
  void nudge(RouterInfo other) {
    brakes.nudge(other.getIdentity().getHash());
  }

  boolean isConnectedTo(Hash other) {
    return context().commSystem().isEstablished(other);
  }

  /// Tells whether tunnels through other routers go in and out, which is when clients are served.
  boolean hasTunnels() {
    var tunnels = context().tunnelManager();
    return tunnels.getFreeTunnelCount() > 0 && tunnels.getOutboundTunnelCount() > 0;
  }

  /// Lets go what slows the router down.
  void release() {
    brakes.release();
  }

  /// Makes the router build what its clients wait for.
  void hasten() {
    haste.make();
  }

  /// Returns what the router publishes for its clients, by what it is looked up by.
  Map<Hash, LeaseSet> published() {
    return brakes.published();
  }

  /// Tells whether the router has a lease set.
  boolean has(Hash name) {
    return context().netDb().lookupLeaseSetLocally(name) != null;
  }

  /// Takes in a lease set, as one that was published here and is the newest: a client that left and
  /// came back within a second or two may have given it the time of the one before, or an earlier
  /// one.
  void learn(Hash name, LeaseSet leaseSet) {
    if (context().netDb() instanceof KademliaNetworkDatabaseFacade database) {
      database.store(name, leaseSet, true);
    }
  }

  void set(String name, String value) {
    router.saveConfig(name, value.isEmpty() ? null : value);
  }

  RouterInfo self() {
    return router.getRouterInfo();
  }

  Path directory() {
    return directory;
  }

  int i2cpPort() {
    return i2cpPort;
  }

  private RouterContext context() {
    return router.getContext();
  }
}
