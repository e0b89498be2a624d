package sotto.testnet.i2p.routers;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
/// networks only, and nowhere near a backend. [Sharing] lets go another.
final class Brakes {

  /// More than the longest time after its start for which a router holds back.
  private static final Duration AGE = Duration.ofMinutes(11);

  private static final String OTHER_LIBRARY =
      "The router's library is another one than this network was written for.";

  private final Router router;
  private final Map<String, Field> fields = new ConcurrentHashMap<>();

  Brakes(Router router) {
    this.router = router;
  }

  /// Makes the router as old as one that carries tunnels.
  void age() {
    set(router, "_started", System.currentTimeMillis() - AGE.toMillis());
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
      var connection = ((Map<?, ?>) read(transport, "_conByIdent")).get(other);
      if (connection != null) {
        call(read(transport, "_pumper"), "wantsWrite", connection);
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
      var waiting = (Map<?, ?>) read(database, "_publishingLeaseSets");
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
    var throttler = read(context().netDb(), "_lookupThrottler");
    set(throttler, "_max", Integer.MAX_VALUE);
    ((ObjectCounter<?>) read(throttler, "counter")).clear();
  }

  private void forgive() {
    for (var transport : transports()) {
      ((ObjectCounter<?>) read(read(transport, "_pumper"), "_blockedIPs")).clear();
    }
  }

  private Collection<Transport> transports() {
    return ((CommSystemFacadeImpl) context().commSystem()).getTransports().values();
  }

  private RouterContext context() {
    return router.getContext();
  }

  private Field field(Object of, String name) {
    return fields.computeIfAbsent(of.getClass().getName() + name, _ -> found(of, name));
  }

  private static Field found(Object of, String name) {
    for (Class<?> type = of.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new IllegalStateException(OTHER_LIBRARY);
  }

  private Object read(Object of, String name) {
    try {
      var value = field(of, name).get(of);
      if (value == null) {
        throw new IllegalStateException("The router has not got so far: " + name);
      }
      return value;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(OTHER_LIBRARY, e);
    }
  }

  private static void call(Object of, String name, Object argument) {
    try {
      var method = of.getClass().getDeclaredMethod(name, argument.getClass());
      method.setAccessible(true);
      method.invoke(of, argument);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(OTHER_LIBRARY, e);
    }
  }

  private void set(Object of, String name, Object value) {
    try {
      field(of, name).set(of, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(OTHER_LIBRARY, e);
    }
  }
}
