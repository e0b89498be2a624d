package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.i2p.client.Session;
import sotto.backend.i2p.client.SessionOptions;
import sotto.backend.i2p.destination.I2pKey;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Pulse;

/// One destination that is kept up at the router, for as long as it is wanted: a session that ends
/// is begun again (N5).
final class Tenant {

  private static final Logger LOG = LoggerFactory.getLogger(Tenant.class);

  /// How long a router may build the tunnels of one session, before we begin again.
  private static final Duration TUNNELS_MAX = Duration.ofMinutes(4);

  /// How often a router is asked before its silence means something; it has five seconds each time.
  private static final int ASKED_MAX = 2;

  /// How often somebody who waits for a session looks whether the router still works.
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration WAIT_MIN = Duration.ofMillis(100);
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private final Keeper keeper;
  private final Supplier<I2pKey> keys;
  private final SessionOptions options;
  private final Events events;
  private final Pulse pulse = new Pulse();
  private Optional<Session> session = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private boolean closed;

  /// @param keys gives the key of each session
  /// @param events hears how it goes
  Tenant(Keeper keeper, Supplier<I2pKey> keys, SessionOptions options, Events events) {
    this.keeper = keeper;
    this.keys = keys;
    this.options = options;
    this.events = events;
  }

  void start(Crew crew) {
    keeper.join(this);
    crew.start(this::keep);
  }

  /// Returns the session there is.
  synchronized Optional<Session> session() {
    return session.filter(Session::alive);
  }

  /// Waits for a session, for as long as the router works.
  ///
  /// @param timeout how long to wait
  /// @return the session, or nothing if there is none in time
  synchronized Optional<Session> session(Duration timeout)
      throws NetworkException, InterruptedException {
    var end = System.nanoTime() + timeout.toNanos();
    var left = timeout;
    while (session().isEmpty() && !closed && left.isPositive()) {
      keeper.outlook().requireUsable();
      wait(Math.min(left.toMillis() + 1, LOOK.toMillis()));
      left = Duration.ofNanos(end - System.nanoTime());
    }
    return session();
  }

  /// Ends the session, which is then begun again.
  void renew() {
    var ending = session();
    if (ending.isPresent()) {
      // Whoever looks from now on must not see it as one that works.
      events.down();
      ending.get().close();
    }
    pulse.poke();
  }

  /// Asks the router whether it still knows us, and begins again if it does not.
  ///
  /// @return whether it does, or there was no session to ask about
  boolean check() throws InterruptedException {
    var now = session();
    if (now.isEmpty()) {
      return true;
    }
    for (var i = 0; i < ASKED_MAX; i++) {
      if (now.get().answers()) {
        return true;
      }
    }
    renew();
    return false;
  }

  /// Ends the session for good.
  void close() {
    Optional<Session> last;
    synchronized (this) {
      closed = true;
      last = session;
      session = Optional.empty();
      thread.ifPresent(Thread::interrupt);
      notifyAll();
    }
    pulse.end();
    keeper.leave(this);
    last.ifPresent(Session::close);
  }

  private void keep() {
    if (!began()) {
      return;
    }
    var fails = 0;
    try {
      while (keeper.outlook().awaitRouter() && !isClosed()) {
        fails = live() ? 0 : fails + 1;
        pulse.rest(waitAfter(fails));
      }
    } catch (InterruptedException e) {
      LOG.debug("A destination is no longer kept up.");
    } finally {
      ended();
    }
  }

  /// Lives through one session.
  ///
  /// @return whether there was one
  private boolean live() throws InterruptedException {
    try {
      var opened =
          Session.open(
              keeper.gateway(), keys.get(), options, TUNNELS_MAX, events::admits, this::lost);
      if (opened.isEmpty()) {
        keeper.suspect();
        return false;
      }
      serve(opened.get());
      return true;
    } catch (NetworkDown e) {
      LOG.debug("A session did not begin: {}", e.reason());
      keeper.suspect();
      return false;
    }
  }

  private void serve(Session opened) throws InterruptedException {
    try (opened) {
      synchronized (this) {
        if (closed) {
          return;
        }
        session = Optional.of(opened);
        notifyAll();
      }
      events.up();
      events.serve(opened);
      while (opened.alive() && pulse.rest(WAIT_MAX)) {
        // Whatever happened, the session goes on.
      }
    } finally {
      events.down();
      keeper.suspect();
    }
  }

  private void lost() {
    pulse.poke();
  }

  private synchronized boolean began() {
    thread = Optional.of(Thread.currentThread());
    return !closed;
  }

  private synchronized void ended() {
    thread = Optional.empty();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private static Duration waitAfter(int fails) {
    if (fails == 0) {
      return WAIT_MIN;
    }
    var longer = WAIT_MIN.multipliedBy(1L << Math.min(fails, 7));
    return longer.compareTo(WAIT_MAX) < 0 ? longer : WAIT_MAX;
  }

  /// What happens to it.
  interface Events {

    /// Says that a session is open.
    void up();

    /// Uses the session, perhaps until it ends.
    void serve(Session session) throws InterruptedException;

    /// Says that the session ended.
    void down();

    /// Tells whether peers that call are let in.
    boolean admits();
  }
}
