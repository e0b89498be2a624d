package sotto.backend.tor.core;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.ControlEvent;
import sotto.backend.tor.control.ControlEvent.Bootstrap;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.ControlEvent.Lost;
import sotto.backend.tor.control.Refused;
import sotto.backend.tor.control.Topic;
import sotto.backend.tor.daemon.Daemon;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Gate;
import sotto.spi.backend.RealGate;
import sotto.spi.backend.Station;

/// Keeps one session with tor up, for as long as the network is open, and says how it is (N5, S5).
///
/// A session that ends is begun again, with waits that grow; a tor that is silent is noticed
/// because it is asked something now and then. Nothing is tried in quick succession and nothing is
/// logged twice.
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /// How often a session is asked whether it still works, when nothing else happens.
  private static final Duration HEARTBEAT = Duration.ofSeconds(20);

  /// When a session is asked for the first time, and when again if tor did not take an onion.
  private static final Duration FIRST_HEARTBEAT = Duration.ofSeconds(1);

  private static final Duration WAIT_MIN = Duration.ofMillis(20);
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  /// How long to wait where only a person can help: wrong credentials, or a tor that is too old.
  private static final Duration WAIT_FOR_CHANGE = Duration.ofSeconds(60);

  private static final Set<Topic> TOPICS = Set.of(Topic.values());

  private final Daemon daemon;
  private final Station station;
  private final Onions onions;
  private final Admissions admissions;
  private final Watchers watchers;
  private final RandomGenerator random;
  private final Gate gate = new RealGate();
  private Optional<Control> session = Optional.empty();
  private Optional<Ways> ways = Optional.empty();
  private NetworkDown failure = down(Reason.NOT_READY, "Tor is being started. What to do: wait.");
  private Health health = Health.UNKNOWN;
  private int number;
  private boolean poked;
  private boolean closed;

  Keeper(Daemon daemon, Station station, Onions onions, Admissions admissions, Watchers watchers) {
    this.daemon = daemon;
    this.station = station;
    this.onions = onions;
    this.admissions = admissions;
    this.watchers = watchers;
    this.random = station.random();
  }

  /// Begins the first session, and keeps it up from now on.
  void open(Crew crew) throws NetworkException, InterruptedException {
    begin();
    crew.start(this::keep);
  }

  /// Returns the session there is.
  ///
  /// @throws NetworkDown if there is none
  Control session() throws NetworkException {
    gate.enter();
    try {
      if (closed) {
        throw new NetworkClosed("This network is closed. What to do: open it again.");
      }
      if (session.isEmpty()) {
        throw again(failure);
      }
      return session.get();
    } finally {
      gate.leave();
    }
  }

  /// Returns the session, if there is one.
  Optional<Control> sessionIfAny() {
    gate.enter();
    try {
      return closed ? Optional.empty() : session;
    } finally {
      gate.leave();
    }
  }

  /// Returns how tor and we reach each other, as it was in the newest session.
  Optional<Ways> ways() {
    gate.enter();
    try {
      return ways;
    } finally {
      gate.leave();
    }
  }

  /// Says whether dials can work (D5).
  void requireUsable() throws NetworkException {
    session();
    gate.enter();
    try {
      if (!health.usable()) {
        throw health.worked()
            ? down(Reason.NO_ROUTE, "Tor has no circuits at the moment. What to do: wait for it.")
            : down(Reason.NOT_READY, "Tor is not ready yet. What to do: wait for it.");
      }
    } finally {
      gate.leave();
    }
  }

  /// Has the session asked soon whether it still works.
  void suspect() {
    gate.enter();
    try {
      poked = true;
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  /// Ends the session. Onions go with it.
  void close() {
    Optional<Control> last;
    gate.enter();
    try {
      closed = true;
      last = session;
      session = Optional.empty();
      gate.changed();
    } finally {
      gate.leave();
    }
    last.ifPresent(Control::close);
  }

  private void keep() {
    var wait = FIRST_HEARTBEAT;
    var fails = 0;
    try {
      while (rest(wait)) {
        if (sessionIfAny().isPresent()) {
          fails = 0;
          wait = check() ? HEARTBEAT : FIRST_HEARTBEAT;
        } else if (beginAgain()) {
          wait = FIRST_HEARTBEAT;
        } else {
          wait = waitAfter(fails++);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("The keeper of the session was interrupted, which ends it.");
    }
  }

  /// Begins a session and takes in how tor is.
  private void begin() throws NetworkException, InterruptedException {
    int mine;
    gate.enter();
    try {
      mine = ++number;
    } finally {
      gate.leave();
    }
    var control = daemon.connect(event -> heard(mine, event));
    var begun = false;
    try {
      control.subscribe(TOPICS);
      admissions.useAll(control);
      begun = take(control, Ways.asked(daemon, control), asked(control));
    } finally {
      if (!begun) {
        control.close();
      }
    }
    onions.publishAll(control);
  }

  private static Health asked(Control control) throws NetworkDown, InterruptedException {
    var circuits = control.info("status/circuit-established").map("1"::equals).orElse(true);
    var live = control.info("network-liveness").map(answer -> !"down".equals(answer)).orElse(true);
    try {
      return Health.asked(control.bootstrap(), circuits, live);
    } catch (Refused e) {
      // A filter keeps it back, as on Tails. Whoever runs that has seen to it that tor works.
      return Health.asked(new Bootstrap(100, "done", "Done", "", "", 0, false), circuits, live);
    }
  }

  private boolean take(Control control, Ways reached, Health now) {
    gate.enter();
    try {
      if (closed || !control.alive()) {
        return false;
      }
      session = Optional.of(control);
      ways = Optional.of(reached);
      show(now);
      return true;
    } finally {
      gate.leave();
    }
  }

  private boolean beginAgain() throws InterruptedException {
    try {
      begin();
      return sessionIfAny().isPresent();
    } catch (NetworkDown e) {
      failed(e);
    } catch (NetworkException e) {
      failed(down(Reason.NO_DAEMON, String.valueOf(e.getMessage())));
    }
    return false;
  }

  /// Asks the session whether it still works.
  ///
  /// @return whether all is as it should be
  private boolean check() throws InterruptedException {
    var control = sessionIfAny();
    if (control.isEmpty()) {
      return false;
    }
    try {
      var now = asked(control.get());
      gate.enter();
      try {
        show(now.carriedOver(health));
      } finally {
        gate.leave();
      }
      return onions.publishAll(control.get());
    } catch (NetworkDown e) {
      lost(control.get(), e);
      return false;
    }
  }

  private void heard(int whose, ControlEvent event) {
    gate.enter();
    try {
      if (whose != number || closed) {
        return;
      }
      if (!(event instanceof HsDesc) && !(event instanceof Lost)) {
        show(health.heard(event));
        return;
      }
    } finally {
      gate.leave();
    }
    switch (event) {
      case HsDesc descriptor -> {
        onions.heard(descriptor);
        watchers.heard(descriptor);
      }
      case Lost(var why) -> sessionIfAny().ifPresent(control -> lost(control, why));
      default -> {
        // The status took it in.
      }
    }
  }

  private void lost(Control which, NetworkDown why) {
    gate.enter();
    try {
      if (closed || session.filter(now -> now == which).isEmpty()) {
        return;
      }
      session = Optional.empty();
      poked = true;
      gate.changed();
    } finally {
      gate.leave();
    }
    which.close();
    failed(why);
    onions.lost();
  }

  /// Remembers why there is no session, and says so once.
  private void failed(NetworkDown why) {
    gate.enter();
    try {
      if (closed) {
        return;
      }
      if (failure.reason() != why.reason() || !health.equals(Health.UNKNOWN)) {
        LOG.info("There is no session with tor: {}", why.reason());
      }
      failure = why;
      health = Health.UNKNOWN;
      var detail = String.valueOf(why.getMessage());
      station.say(Phase.DOWN, 0, blockage(why.reason()), detail);
    } finally {
      gate.leave();
    }
  }

  /// Shows how tor is; the gate is entered.
  private void show(Health now) {
    if (session.isEmpty()) {
      return;
    }
    if (now.usable() && !health.usable()) {
      LOG.info("Tor is ready.");
    }
    health = now;
    var status = now.status(0);
    station.say(status.phase(), status.percent(), status.blockage(), status.detail());
  }

  /// Waits, unless somebody suspects something.
  ///
  /// @return false if the network is closed
  private boolean rest(Duration wait) throws InterruptedException {
    gate.enter();
    try {
      var deadline = gate.deadline(wait);
      var inTime = true;
      while (!closed && !poked && inTime) {
        inTime = gate.await(deadline);
      }
      poked = false;
      return !closed;
    } finally {
      gate.leave();
    }
  }

  private Duration waitAfter(int fails) {
    gate.enter();
    try {
      return switch (failure.retry()) {
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

  private static Blockage blockage(Reason reason) {
    return switch (reason) {
      case AUTHENTICATION -> Blockage.AUTHENTICATION;
      case VERSION, DAEMON_PROTOCOL -> Blockage.VERSION;
      case NO_ROUTE -> Blockage.NO_ROUTE;
      default -> Blockage.NO_DAEMON;
    };
  }

  private static NetworkDown down(Reason reason, String message) {
    return new NetworkDown(reason, message);
  }

  /// Makes an exception of the caller's own, with his stack.
  private static NetworkDown again(NetworkDown why) {
    return new NetworkDown(why.reason(), String.valueOf(why.getMessage()), why);
  }
}
