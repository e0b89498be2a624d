package sotto.backend.tor.core;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.ControlEvent;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.ControlEvent.Lost;
import sotto.backend.tor.control.Topic;
import sotto.backend.tor.daemon.Daemon;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Outage;
import sotto.spi.backend.Pulse;
import sotto.spi.backend.Station;

/// Keeps one session with tor up, for as long as the network is open (N5).
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

  private static final Set<Topic> TOPICS = Set.of(Topic.values());

  private final Daemon daemon;
  private final Onions onions;
  private final Admissions admissions;
  private final Watchers watchers;
  private final Standing standing;
  private final Pulse pulse = new Pulse();

  Keeper(Daemon daemon, Station station, Onions onions, Admissions admissions, Watchers watchers) {
    this.daemon = daemon;
    this.onions = onions;
    this.admissions = admissions;
    this.watchers = watchers;
    this.standing = new Standing(station);
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
    return standing.session();
  }

  /// Returns the session, if there is one.
  Optional<Control> sessionIfAny() {
    return standing.sessionIfAny();
  }

  /// Returns how tor and we reach each other, as it was in the newest session.
  Optional<Ways> ways() {
    return standing.ways();
  }

  /// Says whether dials can work (D5).
  void requireUsable() throws NetworkException {
    standing.requireUsable();
  }

  /// Has the session asked soon whether it still works.
  void suspect() {
    pulse.poke();
  }

  /// Ends the session. Onions go with it.
  void close() {
    var last = standing.close();
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
          wait = beginAgain() ? FIRST_HEARTBEAT : standing.waitAfterFailure();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("The keeper of the session was interrupted, which ends it.");
    }
  }

  /// Begins a session and takes in how tor is.
  private void begin() throws NetworkException, InterruptedException {
    var mine = standing.next();
    var control = daemon.connect(event -> heard(mine, event));
    var kept = false;
    try {
      control.subscribe(TOPICS);
      admissions.useAll(control);
      if (standing.begun(control, Ways.asked(daemon, control))) {
        standing.ask(control);
        kept = true;
      }
    } finally {
      if (!kept) {
        control.close();
      }
    }
    LOG.debug("A session with tor has begun.");
    onions.publishAll(control);
  }

  private boolean beginAgain() throws InterruptedException {
    try {
      begin();
      return sessionIfAny().isPresent();
    } catch (NetworkDown e) {
      standing.failed(e);
    } catch (NetworkException e) {
      standing.failed(Outage.of(Reason.NO_DAEMON, String.valueOf(e.getMessage())));
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
      standing.ask(control.get());
      find(control.get());
      return onions.publishAll(control.get());
    } catch (NetworkDown e) {
      lost(control.get(), e);
    } catch (NetworkException e) {
      lost(control.get(), Outage.of(Reason.NO_DAEMON, String.valueOf(e.getMessage())));
    }
    return false;
  }

  /// Asks once more how tor is reached, if it could not be when the session began.
  private void find(Control control) throws NetworkException, InterruptedException {
    if (ways().flatMap(Ways::socks).isEmpty()) {
      standing.reached(Ways.asked(daemon, control));
    }
  }

  private void heard(int whose, ControlEvent event) {
    if (!standing.heard(whose, event)) {
      return;
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
    if (standing.lost(which)) {
      which.close();
      // Whoever sees that the network is down finds its listeners so.
      onions.lost();
      standing.failed(why);
      pulse.poke();
    }
  }
}
