package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.i2p.client.Gateway;
import sotto.backend.i2p.client.Greeting;
import sotto.backend.i2p.router.Router;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Gate;
import sotto.spi.backend.Outage;
import sotto.spi.backend.Pulse;
import sotto.spi.backend.RealGate;
import sotto.spi.backend.Station;

/// Looks after the router, for as long as the network is open: whether it is there, whether it
/// still knows our sessions, and what follows for the network's status (N5, S5).
///
/// A router that went away is looked for with waits that grow; one that is silent is noticed
/// because it is asked something now and then. Nothing is tried in quick succession and nothing is
/// logged twice.
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /// How often the router is asked whether it works, when nothing else happens.
  private static final Duration HEARTBEAT = Duration.ofSeconds(20);

  private static final Duration WAIT_MIN = Duration.ofMillis(100);
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  /// How long to wait where only a person can help: wrong credentials, or a router that is too old.
  private static final Duration WAIT_FOR_CHANGE = Duration.ofSeconds(60);

  /// How far our clocks may differ: I2P's own tolerance.
  private static final Duration SKEW_MAX = Duration.ofSeconds(60);

  private static final int HALFWAY = 50;

  private final Router router;
  private final Station station;
  private final RandomGenerator random;
  private final Gate gate = new RealGate();
  private final Pulse pulse = new Pulse();
  private final Set<Tenant> tenants = new LinkedHashSet<>();
  private Optional<NetworkDown> failure = Optional.empty();
  private Duration ahead = Duration.ZERO;
  private long answered = System.nanoTime();
  private boolean up;
  private boolean worked;
  private boolean closed;

  Keeper(Router router, Station station) {
    this.router = router;
    this.station = station;
    this.random = station.random();
  }

  /// Asks the router for the first time, and looks after it from now on.
  void open(Crew crew) throws NetworkException, InterruptedException {
    try {
      present(router.greet());
    } catch (NetworkDown e) {
      if (e.reason() != Reason.NOT_READY) {
        throw e;
      }
      lost(e);
    }
    crew.start(this::keep);
  }

  Gateway gateway() {
    return router.gateway();
  }

  /// Waits until the router is there.
  ///
  /// @return false if the network is closed
  boolean awaitRouter() throws InterruptedException {
    gate.enter();
    try {
      while (!closed && failure.isPresent()) {
        gate.await(Gate.FOREVER);
      }
      return !closed;
    } finally {
      gate.leave();
    }
  }

  /// Says whether dials can work (D5).
  void requireUsable() throws NetworkException {
    gate.enter();
    try {
      if (closed) {
        throw new NetworkClosed("This network is closed. What to do: open it again.");
      }
      if (failure.isPresent()) {
        throw Outage.again(failure.get());
      }
      if (!up) {
        throw Outage.of(
            Reason.NOT_READY, "The I2P router has no tunnels for us yet. What to do: wait.");
      }
    } finally {
      gate.leave();
    }
  }

  /// Tells whether the router works, and has answered since a moment.
  ///
  /// @param nanos the moment, by [System#nanoTime]
  boolean answeredSince(long nanos) {
    gate.enter();
    try {
      return up && failure.isEmpty() && answered - nanos > 0;
    } finally {
      gate.leave();
    }
  }

  /// Has the router asked soon whether it still works.
  void suspect() {
    pulse.poke();
  }

  void join(Tenant tenant) {
    gate.enter();
    try {
      tenants.add(tenant);
    } finally {
      gate.leave();
    }
  }

  void leave(Tenant tenant) {
    gate.enter();
    try {
      tenants.remove(tenant);
    } finally {
      gate.leave();
    }
  }

  /// Hears whether the destination that ordinary dials share has tunnels.
  void shared(boolean has) {
    gate.enter();
    try {
      if (has && !up) {
        LOG.info("I2P is ready.");
      }
      up = has;
      worked |= has;
      answered = has ? System.nanoTime() : answered;
      show();
    } finally {
      gate.leave();
    }
  }

  /// Ends looking after it, and all sessions.
  void close() {
    gate.enter();
    try {
      closed = true;
      gate.changed();
    } finally {
      gate.leave();
    }
    pulse.end();
  }

  private void keep() {
    var fails = 0;
    var wait = isPresent() ? HEARTBEAT : WAIT_MIN;
    try {
      while (pulse.rest(wait)) {
        var works = look();
        fails = works ? 0 : fails + 1;
        wait = works ? HEARTBEAT : waitAfter(fails);
      }
    } catch (InterruptedException e) {
      LOG.debug("The keeper of the router was interrupted, which ends it.");
    }
  }

  private boolean look() throws InterruptedException {
    try {
      present(router.greet());
    } catch (NetworkDown e) {
      if (knowsUs()) {
        // It is there and merely slow, or has no room for another connection.
        heard();
        return true;
      }
      lost(e);
      return false;
    }
    var all = true;
    for (var tenant : tenants()) {
      all &= tenant.check();
    }
    if (all) {
      heard();
    }
    return true;
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

  private void heard() {
    gate.enter();
    try {
      answered = System.nanoTime();
    } finally {
      gate.leave();
    }
  }

  private void present(Greeting greeting) {
    gate.enter();
    try {
      if (failure.isPresent()) {
        LOG.info("The I2P router is back.");
      }
      failure = Optional.empty();
      ahead = greeting.ahead();
      show();
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  private void lost(NetworkDown why) {
    gate.enter();
    try {
      if (closed) {
        return;
      }
      if (failure.filter(before -> before.reason() == why.reason()).isEmpty()) {
        LOG.info("The I2P router cannot be used: {}", why.reason());
      }
      failure = Optional.of(why);
      show();
    } finally {
      gate.leave();
    }
    tenants().forEach(Tenant::renew);
  }

  /// Says how the network is; the gate is entered.
  private void show() {
    if (closed) {
      return;
    }
    if (failure.isPresent()) {
      var why = failure.get();
      station.say(
          why.reason() == Reason.NOT_READY ? waiting() : Phase.DOWN,
          0,
          why.reason() == Reason.NOT_READY ? Blockage.NONE : Outage.blockage(why.reason()),
          String.valueOf(why.getMessage()));
    } else if (ahead.abs().compareTo(SKEW_MAX) > 0) {
      station.say(up ? Phase.DEGRADED : waiting(), HALFWAY, Blockage.CLOCK_SKEW, skew());
    } else if (up) {
      station.ready();
    } else {
      station.say(
          waiting(),
          HALFWAY,
          worked ? Blockage.NO_ROUTE : Blockage.NONE,
          "The I2P router answers and has no tunnels for us yet. What to do: wait.");
    }
  }

  private Phase waiting() {
    return worked ? Phase.DOWN : Phase.STARTING;
  }

  private String skew() {
    return "This machine's clock and the I2P router's are %d seconds apart, ours is %s. What to do: set it right."
        .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead");
  }

  private boolean isPresent() {
    gate.enter();
    try {
      return failure.isEmpty();
    } finally {
      gate.leave();
    }
  }

  private List<Tenant> tenants() {
    gate.enter();
    try {
      return List.copyOf(tenants);
    } finally {
      gate.leave();
    }
  }

  private Duration waitAfter(int fails) {
    gate.enter();
    try {
      return switch (failure.map(NetworkException::retry).orElse(NetworkException.Retry.LATER)) {
        case AFTER_CHANGE, NEVER -> WAIT_FOR_CHANGE;
        case LATER, WHEN_READY -> {
          var longest = Math.min(WAIT_MAX.toNanos(), WAIT_MIN.toNanos() << Math.min(fails, 16));
          yield Duration.ofNanos(longest / 2 + random.nextLong(longest / 2));
        }
      };
    } finally {
      gate.leave();
    }
  }
}
