package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import sotto.backend.i2p.client.Lookup;
import sotto.backend.i2p.client.Session;
import sotto.backend.i2p.client.Stream;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Outage;

/// Opens links: looks the peer up, and connects.
final class Dialler {

  /// How long one look-up may take; then the router is asked again.
  private static final Duration LOOKUP_MAX = Duration.ofSeconds(10);

  private static final Duration LOOKUP_MIN = Duration.ofSeconds(1);

  /// After how long without an answer it is time to ask why: the first packet was then sent twice.
  private static final Duration ANSWER_TYPICAL = Duration.ofSeconds(8);

  /// After how long without an answer a peer that is published counts as away (D4): the first
  /// packet was then sent three times.
  private static final Duration AWAY_AFTER = Duration.ofSeconds(12);

  /// How long we go on listening for an answer after a dial was given up, so that a peer whose
  /// answer was under way hears that it is over (D3).
  private static final Duration LATE_MAX = Duration.ofSeconds(5);

  private final Keeper keeper;
  private final Attempts attempts;

  Dialler(Keeper keeper, Attempts attempts) {
    this.keeper = keeper;
    this.attempts = attempts;
  }

  /// Opens a link; see [sotto.spi.backend.Medium#dial].
  Link dial(Caller identity, Address peer, Duration timeout, Runnable released)
      throws NetworkException, InterruptedException {
    keeper.outlook().requireUsable();
    var progress = new Progress(timeout);
    var caller = identity.current();
    var link = dialled(caller, peer, progress, released, caller::fresher);
    while (link.isEmpty()) {
      var other = caller.fresher();
      caller = other.orElse(caller);
      link = dialled(caller, peer, progress, released, Optional::empty);
    }
    return link.get();
  }

  /// Dials as one destination.
  ///
  /// @param fresher another destination, if it should be tried when the peer does not answer
  /// @return nothing if it should
  private Optional<Link> dialled(
      Caller caller,
      Address peer,
      Progress progress,
      Runnable released,
      Supplier<Optional<Caller>> fresher)
      throws NetworkException, InterruptedException {
    caller.begin();
    var linked = false;
    try {
      var stream = stream(caller, peer, progress, fresher);
      linked = stream.isPresent();
      return stream.map(
          open ->
              caller
                  .streams()
                  .link(
                      open,
                      peer,
                      () -> {
                        caller.end();
                        released.run();
                      }));
    } finally {
      if (!linked) {
        caller.end();
      }
    }
  }

  private Optional<Stream> stream(
      Caller caller, Address peer, Progress progress, Supplier<Optional<Caller>> fresher)
      throws NetworkException, InterruptedException {
    try (var attempt =
        attempts.begin(
            uninterrupted -> connected(caller, peer, progress, uninterrupted), Stream::reset)) {
      var stream = attempt.await(shorter(progress.left(), ANSWER_TYPICAL));
      if (stream.isEmpty() && progress.left().compareTo(ANSWER_TYPICAL) > 0) {
        // If the router is at fault we want to know before the time is up.
        keeper.suspect();
        if (progress.isCalling() && fresher.get().isPresent()) {
          return Optional.empty();
        }
      }
      if (stream.isEmpty()) {
        stream = attempt.await(progress.left());
      }
      if (stream.isEmpty()) {
        throw tooLate(progress);
      }
      attempt.taken();
      return stream;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Stream connected(Caller caller, Address peer, Progress progress, Runnable uninterrupted)
      throws NetworkException, InterruptedException {
    var session = caller.session(progress.left());
    var found = found(session, peer, progress);
    progress.calls();
    uninterrupted.run();
    return session.connect(found, progress.left().plus(LATE_MAX));
  }

  private Lookup.Found found(Session session, Address peer, Progress progress)
      throws NetworkException, InterruptedException {
    while (true) {
      switch (session.lookup(peer, between(progress.left()))) {
        case Lookup.Found found -> {
          return found;
        }
        case Lookup.Absent() ->
            throw new PeerUnreachable(
                Reason.NOT_FOUND,
                "Nobody has published this address. What to do: check it, or try later.");
        case Lookup.Unanswered() -> {
          keeper.suspect();
          keeper.outlook().requireUsable();
        }
      }
      if (!session.alive()) {
        session = again();
      }
    }
  }

  private static Session again() throws NetworkException {
    throw Outage.of(
        Reason.NO_DAEMON, "The I2P router ended the session. What to do: wait for the status.");
  }

  private static Duration between(Duration left) {
    return left.compareTo(LOOKUP_MIN) < 0 ? LOOKUP_MIN : shorter(left, LOOKUP_MAX);
  }

  private NetworkException tooLate(Progress progress) {
    if (progress.called().compareTo(AWAY_AFTER) >= 0
        && keeper.outlook().answeredSince(progress.start)) {
      return new PeerUnreachable(
          Reason.AWAY, "The peer is published and does not answer. What to do: try later.");
    }
    return new DialTimeout(
        "The deadline passed before the peer answered. What to do: allow more time, or try later.");
  }

  /// How far one dial has come.
  private static final class Progress {

    private final long start = System.nanoTime();
    private final long end;
    private final AtomicLong calling = new AtomicLong(Long.MAX_VALUE);

    Progress(Duration timeout) {
      end = start + timeout.toNanos();
    }

    Duration left() {
      return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    /// Says that the peer is being called.
    void calls() {
      calling.compareAndSet(Long.MAX_VALUE, System.nanoTime());
    }

    boolean isCalling() {
      return calling.get() != Long.MAX_VALUE;
    }

    /// For how long the peer was called.
    Duration called() {
      var since = calling.get();
      return since == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }
  }
}
