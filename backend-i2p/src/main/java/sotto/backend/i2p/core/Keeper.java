package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.i2p.client.Gateway;
import sotto.backend.i2p.router.Router;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Pulse;
import sotto.spi.backend.Station;

/// Looks after the router, for as long as the network is open: whether it is there, whether it
/// still knows our sessions (N5).
///
/// A router that went away is looked for with waits that grow; one that is silent is noticed
/// because it is asked something now and then. Nothing is tried in quick succession.
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /// How often the router is asked whether it works, when nothing else happens.
  private static final Duration HEARTBEAT = Duration.ofSeconds(20);

  private static final Duration WAIT_MIN = Duration.ofMillis(100);
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  /// How long to wait where only a person can help: wrong credentials, or a router that is too old.
  private static final Duration WAIT_FOR_CHANGE = Duration.ofSeconds(60);

  private final Router router;
  private final RandomGenerator random;
  private final Crew crew;
  private final Outlook outlook;
  private final Pulse pulse = new Pulse();
  private final Set<Tenant> tenants = new LinkedHashSet<>();

  Keeper(Router router, Station station, Crew crew) {
    this.router = router;
    this.crew = crew;
    this.random = station.random();
    this.outlook = new Outlook(station);
  }

  /// Asks the router for the first time, and looks after it from now on.
  void open() throws NetworkException, InterruptedException {
    try {
      outlook.present(router.greet());
      crew.start(() -> keep(HEARTBEAT));
    } catch (NetworkDown e) {
      if (e.reason() != Reason.NOT_READY) {
        throw e;
      }
      outlook.lost(e);
      crew.start(() -> keep(WAIT_MIN));
    }
  }

  /// Returns what is known of the router.
  Outlook outlook() {
    return outlook;
  }

  Gateway gateway() {
    return router.gateway();
  }

  /// Has the router asked at once whether it still knows us, and says until then that nothing is
  /// usable.
  void doubt() {
    outlook.doubt();
    pulse.poke();
  }

  /// Has the router asked soon whether it still works.
  void suspect() {
    pulse.poke();
  }

  synchronized void join(Tenant tenant) {
    tenants.add(tenant);
  }

  synchronized void leave(Tenant tenant) {
    tenants.remove(tenant);
  }

  /// Ends looking after it, and all sessions.
  void close() {
    outlook.close();
    pulse.end();
  }

  private void keep(Duration first) {
    var fails = 0;
    var wait = first;
    try {
      while (pulse.rest(wait)) {
        var doubts = outlook.doubts();
        var works = look();
        outlook.asked(doubts);
        fails = works ? 0 : fails + 1;
        wait = works ? HEARTBEAT : waitAfter(fails);
      }
    } catch (InterruptedException e) {
      LOG.debug("The keeper of the router was interrupted, which ends it.");
    }
  }

  private boolean look() throws InterruptedException {
    try {
      outlook.present(router.greet());
    } catch (NetworkDown e) {
      if (knowsUs()) {
        // It is there and merely slow, or has no room for another connection.
        outlook.heard();
        return true;
      }
      if (outlook.lost(e)) {
        tenants().forEach(Tenant::renew);
      }
      return false;
    }
    if (allKnown()) {
      outlook.heard();
    }
    return true;
  }

  /// Asks for all at once, because one that the router forgot is known only by its silence.
  private boolean allKnown() throws InterruptedException {
    var all = tenants();
    var asked = new CountDownLatch(all.size());
    var known = new AtomicInteger();
    for (var tenant : all) {
      crew.start(
          () -> {
            try {
              known.addAndGet(tenant.check() ? 1 : 0);
            } catch (InterruptedException e) {
              LOG.debug("A router was no longer asked for a destination.");
            } finally {
              asked.countDown();
            }
          });
    }
    asked.await();
    return known.get() == all.size();
  }

  private boolean knowsUs() throws InterruptedException {
    for (var tenant : tenants()) {
      var session = tenant.session();
      if (session.isPresent() && session.get().answers()) {
        return true;
      }
    }
    return false;
  }

  private synchronized List<Tenant> tenants() {
    return List.copyOf(tenants);
  }

  private Duration waitAfter(int fails) {
    return switch (outlook.retry()) {
      case AFTER_CHANGE, NEVER -> WAIT_FOR_CHANGE;
      case LATER, WHEN_READY -> {
        var longest = Math.min(WAIT_MAX.toNanos(), WAIT_MIN.toNanos() << Math.min(fails, 16));
        yield Duration.ofNanos(longest / 2 + random.nextLong(longest / 2));
      }
    };
  }
}
