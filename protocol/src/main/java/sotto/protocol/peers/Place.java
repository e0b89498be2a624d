package sotto.protocol.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import sotto.protocol.crypto.PeerId;
import sotto.spi.Address;
import sotto.spi.NetworkException.Fault;
import sotto.spi.NetworkException.Reason;

/// One address that somebody named, and when it is to be dialled next.
///
/// After a failure that is not ours, the wait is drawn between [#WAIT_MIN] and three times the last
/// wait, up to [#WAIT_MAX] (decorrelated jitter): nodes that failed together do not come back
/// together.
final class Place {

  /// The shortest wait after a failure: a dial of a second more would hurt nobody.
  static final Duration WAIT_MIN = Duration.ofSeconds(2);

  /// The longest wait: whoever comes back is found again within minutes.
  static final Duration WAIT_MAX = Duration.ofMinutes(10);

  /// The wait after a failure of our own, which says nothing about the peer.
  static final Duration OUR_WAIT = Duration.ofSeconds(15);

  /// How long a peer that broke a rule, or something that is no peer, is left alone.
  static final Duration BLAMED_WAIT = Duration.ofMinutes(30);

  /// How long a session must have lasted for the next dial to be a fresh start.
  static final Duration STABLE_MIN = Duration.ofMinutes(1);

  /// What becomes of a place.
  enum State {
    /// To be dialled at [#dueAt].
    WAITING,
    /// Being dialled.
    DIALLING,
    /// Reached: there is a session with whoever is there.
    REACHED,
    /// Of no use until somebody names it again.
    USELESS
  }

  final Address address;
  private State state = State.WAITING;
  private Instant dueAt;
  private Duration wait = WAIT_MIN;
  private boolean untilReady;
  private @Nullable PeerId peer;

  Place(Address address, Instant now) {
    this.address = address;
    this.dueAt = now;
  }

  State state() {
    return state;
  }

  /// Returns when it is to be dialled, if it waits for a time.
  Instant dueAt() {
    return state == State.WAITING && !untilReady ? dueAt : Instant.MAX;
  }

  boolean isDue(Instant now) {
    return !dueAt().isAfter(now);
  }

  /// Makes it due at once, unless it is being dialled or reached.
  void callNow(Instant now) {
    if (state == State.WAITING || state == State.USELESS) {
      state = State.WAITING;
      untilReady = false;
      wait = WAIT_MIN;
      dueAt = now;
    }
  }

  /// Makes it due if it waited for its network.
  void networkReady(Instant now) {
    if (state == State.WAITING && untilReady) {
      untilReady = false;
      dueAt = now;
    }
  }

  void dialling() {
    state = State.DIALLING;
  }

  /// Takes note of who is there.
  void foundToBe(PeerId who) {
    peer = who;
  }

  /// Tells whether this peer was there when it was last dialled.
  boolean isOf(PeerId who) {
    return who.equals(peer);
  }

  void reached() {
    state = State.REACHED;
  }

  /// Takes note of a dial that came to nothing.
  void failed(Reason reason, Instant now, RandomGenerator random) {
    state = State.WAITING;
    switch (reason.retry()) {
      case NEVER -> state = State.USELESS;
      case WHEN_READY -> untilReady = true;
      case AFTER_CHANGE -> dueAt = now.plus(WAIT_MAX);
      case LATER -> {
        if (reason.fault() == Fault.OURS) {
          dueAt = now.plus(OUR_WAIT);
        } else {
          backOff(now, random);
        }
      }
    }
  }

  /// Takes note of the end of a session that began at some moment.
  void ended(Instant since, Instant now, RandomGenerator random) {
    state = State.WAITING;
    if (!now.isBefore(since.plus(STABLE_MIN))) {
      wait = WAIT_MIN;
    }
    backOff(now, random);
  }

  /// Leaves it alone for long.
  void blamed(Instant now) {
    state = State.WAITING;
    dueAt = now.plus(BLAMED_WAIT);
  }

  private void backOff(Instant now, RandomGenerator random) {
    var longest = Math.min(wait.multipliedBy(3).toMillis(), WAIT_MAX.toMillis());
    wait = Duration.ofMillis(random.nextLong(WAIT_MIN.toMillis(), longest + 1));
    dueAt = now.plus(wait);
  }
}
