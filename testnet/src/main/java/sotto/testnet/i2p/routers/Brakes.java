package sotto.testnet.i2p.routers;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import net.i2p.data.Hash;
import net.i2p.data.LeaseSet;
import net.i2p.router.Router;
import net.i2p.router.RouterContext;
import net.i2p.router.transport.CommSystemFacadeImpl;
import net.i2p.router.transport.Transport;
import net.i2p.util.ObjectCounter;

/// Lets go the brakes of a router that no setting lifts, by reflection.
///
/// | brake | where | what is done |
/// |---|---|---|
/// | no tunnels of others in the first 90 seconds | `RouterThrottleImpl` | the router is made older |
/// | no look-ups in the first 120 seconds, then 14 from one asker in as much | `LookupThrottler` | its counts are cleared |
/// | an IP address with a failed handshake is blocked for 43 minutes | `EventPumper` | its counts are cleared |
///
/// On the public network all of them are right; here they make 140 seconds of 5. It is done in test
/// networks only, and nowhere near a backend. [Sharing] and [Haste] let go others.
final class Brakes {

  /// More than the longest time after its start for which a router holds back.
  private static final Duration AGE = Duration.ofMinutes(11);

  private final Router router;
  private final Innards innards = new Innards();

  Brakes(Router router) {
    this.router = router;
  }

  /// Makes the router as old as one that carries tunnels.
  void age() {
    innards.set(router, "_started", System.currentTimeMillis() - AGE.toMillis());
  }

  /// Lets go what takes hold again; to be repeated.
  void release() {
    answer();
    forgive();
  }

  /// Makes the router write what it has to write to another: what is there to be written before a
  /// new connection is registered (`NTCPTransport`, `EventPumper`) is otherwise left lying, and the
  /// handshake with it.
  void nudge(Hash other) {
    for (var transport : transports()) {
      var connection = ((Map<?, ?>) innards.read(transport, "_conByIdent")).get(other);
      if (connection != null) {
        innards.call(innards.read(transport, "_pumper"), "wantsWrite", connection);
      }
    }
  }

  /// Returns what the router publishes for its clients.
  ///
  /// @return lease sets, by what they are looked up by
  Map<Hash, LeaseSet> published() {
    var published = new HashMap<Hash, LeaseSet>();
    for (var client : context().clientManager().listClients()) {
      var database = context().clientNetDb(client.calculateHash());
      var waiting = (Map<?, ?>) innards.read(database, "_publishingLeaseSets");
      synchronized (waiting) {
        for (var each : waiting.keySet()) {
          var leaseSet = database.lookupLeaseSetLocally((Hash) each);
          if (leaseSet != null) {
            published.put((Hash) each, leaseSet);
          }
        }
      }
    }
    return published;
  }

  private void answer() {
    var throttler = innards.read(context().netDb(), "_lookupThrottler");
    innards.set(throttler, "_max", Integer.MAX_VALUE);
    ((ObjectCounter<?>) innards.read(throttler, "counter")).clear();
  }

  private void forgive() {
    for (var transport : transports()) {
      ((ObjectCounter<?>) innards.read(innards.read(transport, "_pumper"), "_blockedIPs")).clear();
    }
  }

  private Collection<Transport> transports() {
    return ((CommSystemFacadeImpl) context().commSystem()).getTransports().values();
  }

  private RouterContext context() {
    return router.getContext();
  }
}
