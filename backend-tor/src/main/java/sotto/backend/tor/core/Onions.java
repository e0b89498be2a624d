package sotto.backend.tor.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.Refused;
import sotto.spi.Listener;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Gate;
import sotto.spi.backend.RealGate;

/// The onion services of one network, which tor forgets with each session and has to be told again
/// (N5).
final class Onions {

  private static final Logger LOG = LoggerFactory.getLogger(Onions.class);

  /// How long tor may take to notice that a session is gone which had the same onion: it reads that
  /// from a socket, as soon as it has a moment.
  private static final Duration COLLISION_PATIENCE = Duration.ofSeconds(3);

  private static final Duration COLLISION_WAIT = Duration.ofMillis(100);

  private final Gate gate = new RealGate();

  /// Held by whoever tells tor something, so that nobody tells it twice.
  private final ReentrantLock turn = new ReentrantLock();

  private final Map<String, Service> services = new LinkedHashMap<>();

  /// Adds a service, and tells tor if there is a session.
  ///
  /// @throws KeyInUse if tor has the same onion from somebody else
  /// @throws NetworkException if tor refuses it; the service is not kept then
  void publish(Service service, Optional<Control> session)
      throws NetworkException, InterruptedException {
    turn.lockInterruptibly();
    var kept = false;
    try {
      keep(service);
      if (session.isPresent()) {
        tell(service, session.get(), COLLISION_PATIENCE);
      }
      kept = true;
    } catch (NetworkDown e) {
      // The session ended. The next one will be told.
      kept = true;
    } catch (Refused e) {
      throw failure(e);
    } finally {
      turn.unlock();
      if (!kept) {
        withdraw(service, session);
      }
    }
  }

  /// Tells tor of all services that it does not have.
  ///
  /// @return whether it has all now
  /// @throws NetworkDown if the session ends
  boolean publishAll(Control session) throws NetworkDown, InterruptedException {
    turn.lockInterruptibly();
    try {
      var all = true;
      for (var service : missing()) {
        all &= told(service, session);
      }
      return all;
    } finally {
      turn.unlock();
    }
  }

  private boolean told(Service service, Control session) throws NetworkDown, InterruptedException {
    try {
      tell(service, session, Duration.ZERO);
      return true;
    } catch (Refused e) {
      LOG.debug("An onion service was not taken: {}", e.getMessage());
      return false;
    }
  }

  /// Ends a service; tor is told if there is a session.
  void withdraw(Service service, Optional<Control> session) {
    // An interrupt must not leave the onion behind.
    var interrupted = Thread.interrupted();
    turn.lock();
    try {
      forget(service);
      if (session.isPresent() && service.isAdded()) {
        session.get().delOnion(service.id());
      }
    } catch (Refused | NetworkDown e) {
      // Then tor does not have it.
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      turn.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Admits these callers to a service, and no others.
  void admit(Listener listener, Set<String> callers, Control session)
      throws NetworkException, InterruptedException {
    var service = of(listener);
    service.admit(callers);
    turn.lockInterruptibly();
    try {
      if (service.isAdded()) {
        session.delOnion(service.id());
        service.gone("Its callers change.");
      }
      tell(service, session, COLLISION_PATIENCE);
    } catch (Refused e) {
      throw failure(e);
    } finally {
      turn.unlock();
    }
  }

  void heard(HsDesc event) {
    Optional<Service> service;
    synchronized (services) {
      service = Optional.ofNullable(services.get(event.service()));
    }
    service.ifPresent(known -> known.heard(event));
  }

  /// Says that the session ended, and all onions with it.
  void lost() {
    all().forEach(service -> service.gone("Tor is away; it is published again when tor is back."));
  }

  private Service of(Listener listener) throws NetworkException {
    return all().stream()
        .filter(service -> service.listener() == listener)
        .findFirst()
        .orElseThrow(
            () ->
                new NetworkException.AddressRejected(
                    Reason.UNSUPPORTED,
                    "This is not an open listener of this network. What to do: listen first."));
  }

  private void tell(Service service, Control session, Duration patience)
      throws Refused, NetworkDown, InterruptedException {
    var deadline = gate.deadline(patience);
    while (true) {
      try {
        // Events about it may come before the answer.
        service.added();
        session.addOnion(service.onion());
        LOG.debug("Tor publishes {}.", service.listener().address());
        return;
      } catch (Refused e) {
        if (e.kind() != Refused.Kind.COLLISION || !waited(deadline)) {
          service.gone("Tor did not take it.");
          throw e;
        }
      }
    }
  }

  /// Waits a moment.
  ///
  /// @return false if the deadline has passed
  private boolean waited(long deadline) throws InterruptedException {
    gate.enter();
    try {
      var moment = gate.deadline(COLLISION_WAIT);
      while (gate.await(Math.min(moment, deadline))) {
        // Nothing but time changes here.
      }
      return moment <= deadline;
    } finally {
      gate.leave();
    }
  }

  private static NetworkException failure(Refused e) {
    return switch (e.kind()) {
      case COLLISION ->
          new KeyInUse(
              "This tor serves the same onion for somebody else already. What to do: end that.", e);
      case RESOURCES ->
          new LimitReached("Tor has no room for another onion. What to do: close a listener.", e);
      case NO_SUCH_COMMAND, NO_SUCH_ARGUMENT, AUTHENTICATION ->
          new NetworkDown(
              Reason.AUTHENTICATION,
              "This tor, or a filter before it, does not let us publish an onion service. What to"
                  + " do: allow ADD_ONION for this program, or let it start a tor of its own.",
              e);
      case FAILED ->
          new NetworkDown(
              Reason.DAEMON_PROTOCOL,
              "Tor did not publish the onion service. What to do: try again, or look at its log.",
              e);
    };
  }

  private void keep(Service service) {
    synchronized (services) {
      services.put(service.id(), service);
    }
  }

  private void forget(Service service) {
    synchronized (services) {
      services.remove(service.id(), service);
    }
  }

  private List<Service> missing() {
    return all().stream().filter(service -> !service.isAdded()).toList();
  }

  private List<Service> all() {
    synchronized (services) {
      return new ArrayList<>(services.values());
    }
  }
}
