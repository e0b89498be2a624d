package sotto.backend.tor.core;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.ControlEvent;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.ControlEvent.Lost;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.backend.Gate;
import sotto.spi.backend.Outage;
import sotto.spi.backend.RealGate;
import sotto.spi.backend.Station;

/// How we stand with tor: the session there is, or why there is none, and what tor says of itself;
/// every change is told to the network's status (S5).
final class Standing {

  private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

  private static final Duration WAIT_MIN = Duration.ofMillis(20);
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  /// Beyond this many doublings the longest wait is reached anyhow.
  private static final int DOUBLINGS_MAX = 16;

  /// How long to wait where only a person can help: wrong credentials, or a tor that is too old.
  private static final Duration WAIT_FOR_CHANGE = Duration.ofSeconds(60);

  /// How often tor is asked how it is, while it goes on telling.
  private static final int ASKED_MAX = 5;

  private final Station station;
  private final RandomGenerator random;
  private final Gate gate = new RealGate();
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

  Standing(Station station) {
    this.station = station;
    this.random = station.random();
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

  /// Numbers the session that is to begin: events of earlier ones count no more.
  int next() {
    gate.enter();
    try {
      return ++number;
    } finally {
      gate.leave();
    }
  }

  /// Takes in a session that has begun, unless the network was closed meanwhile.
  ///
  /// @return whether it is the session now
  boolean begun(Control control, Ways reached) {
    gate.enter();
    try {
      if (closed || !control.alive()) {
        return false;
      }
      session = Optional.of(control);
      ways = Optional.of(reached);
      return true;
    } finally {
      gate.leave();
    }
  }

  /// Takes in how tor is reached.
  void reached(Ways now) {
    gate.enter();
    try {
      ways = Optional.of(now);
    } finally {
      gate.leave();
    }
  }

  /// Asks tor how it is, and shows it unless events have told something newer meanwhile.
  void ask(Control control) throws NetworkDown, InterruptedException {
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

  /// Takes in what a session says of tor.
  ///
  /// @param whose the number of the session
  /// @return whether the event belongs to the session there is, and says something else
  boolean heard(int whose, ControlEvent event) {
    gate.enter();
    try {
      if (whose != number || closed) {
        return false;
      }
      if (event instanceof HsDesc || event instanceof Lost) {
        return true;
      }
      heard++;
      show(health.heard(event));
      return false;
    } finally {
      gate.leave();
    }
  }

  /// Forgets a session.
  ///
  /// @return whether it was the one there is
  boolean lost(Control which) {
    gate.enter();
    try {
      if (closed || session.filter(now -> now == which).isEmpty()) {
        return false;
      }
      session = Optional.empty();
      return true;
    } finally {
      gate.leave();
    }
  }

  /// Remembers why there is no session, and says so once.
  void failed(NetworkDown why) {
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

  /// Ends it for good.
  ///
  /// @return the session there was
  Optional<Control> close() {
    gate.enter();
    try {
      closed = true;
      var last = session;
      session = Optional.empty();
      return last;
    } finally {
      gate.leave();
    }
  }

  /// Returns how long to wait before the next session is tried.
  Duration waitAfterFailure() {
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
}
