package sotto.testnet.i2p.routers;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import net.i2p.data.Hash;
import net.i2p.router.Job;
import net.i2p.router.NetworkDatabaseFacade;
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
/// | a lease set is published after 3 seconds, and at most once a minute | `RepublishLeaseSetJob` | it is started at once |
/// | an IP address with a failed handshake is blocked for 43 minutes | `EventPumper` | its counts are cleared |
///
/// On the public network all of them are right; here they make 140 seconds of 10. It is done in
/// test networks only, and nowhere near a backend.
final class Brakes {

  /// More than the longest time after its start for which a router holds back.
  private static final Duration AGE = Duration.ofMinutes(11);

  private static final String OTHER_LIBRARY =
      "The router's library is another one than this network was written for.";

  private final Router router;

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
    publish();
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

  private void publish() {
    for (var client : context().clientManager().listClients()) {
      publish(context().clientNetDb(client.calculateHash()));
    }
  }

  private void publish(NetworkDatabaseFacade database) {
    var waiting = (Map<?, ?>) read(database, "_publishingLeaseSets");
    synchronized (waiting) {
      waiting.values().forEach(each -> hasten((Job) each));
    }
  }

  private void hasten(Job job) {
    var now = context().clock().now();
    if (job.getTiming().getStartAfter() > now) {
      context().jobQueue().removeJob(job);
      job.getTiming().setStartAfter(now);
      context().jobQueue().addJob(job);
    }
  }

  private Collection<Transport> transports() {
    return ((CommSystemFacadeImpl) context().commSystem()).getTransports().values();
  }

  private RouterContext context() {
    return router.getContext();
  }

  private static Field field(Object of, String name) {
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

  private static Object read(Object of, String name) {
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

  private static void set(Object of, String name, Object value) {
    try {
      field(of, name).set(of, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(OTHER_LIBRARY, e);
    }
  }
}
