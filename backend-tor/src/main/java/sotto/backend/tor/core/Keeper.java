package sotto.backend.tor.core;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.ControlEvent;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.ControlEvent.Lost;
import sotto.backend.tor.control.Topic;
import sotto.backend.tor.daemon.Daemon;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Gate;
import sotto.spi.backend.Outage;
import sotto.spi.backend.Pulse;
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

  /// Beyond this many doublings the longest wait is reached anyhow.
  private static final int DOUBLINGS_MAX = 16;

  /// How long to wait where only a person can help: wrong credentials, or a tor that is too old.
  private static final Duration WAIT_FOR_CHANGE = Duration.ofSeconds(60);

  /// How often tor is asked how it is, while it goes on telling.
  private static final int ASKED_MAX = 5;

  private static final Set<Topic> TOPICS = Set.of(Topic.values());

  private final Daemon daemon;
  private final Station station;
  private final Onions onions;
  private final Admissions admissions;
  private final Watchers watchers;
  private final RandomGenerator random;
  private final Gate gate = new RealGate();
  private final Pulse pulse = new Pulse();
  private Optional<Control> session = Optional.empty();
  private Optional<Ways> ways = Optional.empty();
  private NetworkDown failure =
      Outage.of(Reason.NOT_READY, "Tor is being started. What to do: wait.");
  private Health health = Health.UNKNOWN;
  private int number;
  private long heard;

  /// How often beginning a session failed since tor was last usable: a tor that dies whenever it
  /// comes up is not asked without end.
  private int fails;

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
        throw Outage.again(failure);
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
            ? Outage.of(
                Reason.NO_ROUTE, "Tor has no circuits at the moment. What to do: wait for it.")
            : Outage.of(Reason.NOT_READY, "Tor is not ready yet. What to do: wait for it.");
      }
    } finally {
      gate.leave();
    }
  }

  /// Has the session asked soon whether it still works.
  void suspect() {
    pulse.poke();
  }

  /// Ends the session. Onions go with it.
  void close() {
    Optional<Control> last;
    gate.enter();
    try {
      closed = true;
      last = session;
      session = Optional.empty();
    } finally {
      gate.leave();
    }
    pulse.end();
    last.ifPresent(Control::close);
  }

  private void keep() {
    var wait = FIRST_HEARTBEAT;
    try {
      while (pulse.rest(wait)) {
        if (sessionIfAny().isPresent()) {
          wait = check() ? HEARTBEAT : FIRST_HEARTBEAT;
        } else {
          wait = beginAgain() ? FIRST_HEARTBEAT : waitAfterFailure();
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
      begun = take(control, Ways.asked(daemon, control));
    } finally {
      if (!begun) {
        control.close();
      }
    }
    LOG.debug("A session with tor has begun.");
    onions.publishAll(control);
  }

  private boolean take(Control control, Ways reached) throws NetworkDown, InterruptedException {
    gate.enter();
    try {
      if (closed || !control.alive()) {
        return false;
      }
      session = Optional.of(control);
      ways = Optional.of(reached);
    } finally {
      gate.leave();
    }
    ask(control);
    return true;
  }

  /// Asks once more how tor is reached, if it could not be when the session began.
  private void find(Control control) throws NetworkException, InterruptedException {
    if (ways().flatMap(Ways::socks).isPresent()) {
      return;
    }
    var reached = Ways.asked(daemon, control);
    gate.enter();
    try {
      ways = Optional.of(reached);
    } finally {
      gate.leave();
    }
  }

  /// Asks tor how it is, and shows it unless events have told something newer meanwhile.
  private void ask(Control control) throws NetworkDown, InterruptedException {
    for (var i = 0; i < ASKED_MAX; i++) {
      var before = heardSoFar();
      var now = Health.of(control);
      gate.enter();
      try {
        if (before == heard) {
          show(now.carriedOver(health));
          return;
        }
      } finally {
        gate.leave();
      }
    }
    // It tells so much that an answer is never the newest; then the events are enough.
  }

  private long heardSoFar() {
    gate.enter();
    try {
      return heard;
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
      failed(Outage.of(Reason.NO_DAEMON, String.valueOf(e.getMessage())));
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
      ask(control.get());
      find(control.get());
      return onions.publishAll(control.get());
    } catch (NetworkDown e) {
      lost(control.get(), e);
    } catch (NetworkException e) {
      lost(control.get(), Outage.of(Reason.NO_DAEMON, String.valueOf(e.getMessage())));
    }
    return false;
  }

  private void heard(int whose, ControlEvent event) {
    gate.enter();
    try {
      if (whose != number || closed) {
        return;
      }
      if (!(event instanceof HsDesc) && !(event instanceof Lost)) {
        heard++;
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
    } finally {
      gate.leave();
    }
    which.close();
    failed(why);
    onions.lost();
    pulse.poke();
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
      station.say(Phase.DOWN, 0, Outage.blockage(why.reason()), detail);
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
      fails = 0;
    }
    health = now;
    var status = now.status(0);
    station.say(status.phase(), status.percent(), status.blockage(), status.detail());
  }

  private Duration waitAfterFailure() {
    gate.enter();
    try {
      return switch (failure.retry()) {
        case AFTER_CHANGE, NEVER -> WAIT_FOR_CHANGE;
        case LATER, WHEN_READY -> {
          var longest =
              Math.min(WAIT_MAX.toNanos(), WAIT_MIN.toNanos() << Math.min(fails++, DOUBLINGS_MAX));
          yield Duration.ofNanos(longest / 2 + random.nextLong(longest / 2));
        }
      };
    } finally {
      gate.leave();
    }
  }
}
