package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.i2p.client.Session;
import sotto.backend.i2p.client.SessionOptions;
import sotto.backend.i2p.client.Streams;
import sotto.backend.i2p.destination.I2pKey;
import sotto.spi.NetworkException;
import sotto.spi.backend.Crew;

/// The identity of ordinary dials: one destination, and another when a peer does not answer where
/// the router believes it to be. The tunnels of the one in use are the evidence that the network
/// works.
final class Sharing implements Caller {

  private static final Logger LOG = LoggerFactory.getLogger(Sharing.class);

  /// How long a destination is used on average at the least, so that peers who are away do not make
  /// us build tunnels all the time.
  private static final Duration USE_MIN = Duration.ofSeconds(30);

  /// How many destinations may follow each other at once.
  private static final int HASTE_MAX = 3;

  /// How many earlier destinations there can be, which live for as long as their links.
  private static final int EARLIER_MAX = 3;

  /// For how long a link may keep an earlier destination.
  private static final Duration LINKS_MAX = Duration.ofDays(365);

  private final Keeper keeper;
  private final Supplier<I2pKey> keys;
  private final SessionOptions options;
  private final Supplier<Streams> streams;
  private final Crew crew;
  private final List<Shared> earlier = new ArrayList<>();
  private Shared current;
  private Optional<Shared> next = Optional.empty();
  private long due = System.nanoTime();

  Sharing(
      Keeper keeper,
      Supplier<I2pKey> keys,
      SessionOptions options,
      Supplier<Streams> streams,
      Crew crew) {
    this.keeper = keeper;
    this.keys = keys;
    this.options = options;
    this.streams = streams;
    this.crew = crew;
    this.current = make();
  }

  private Shared make() {
    return new Shared(this, keeper, keys, options, streams.get());
  }

  void start() {
    current.start(crew);
  }

  @Override
  public synchronized Shared current() {
    return current;
  }

  /// Returns another destination than one from which a peer did not answer.
  Optional<Caller> fresher(Shared used) {
    Shared made;
    synchronized (this) {
      if (used != current) {
        return Optional.of(current);
      }
      if (next.isPresent()) {
        return next.map(known -> known);
      }
      if (!mayMove()) {
        return Optional.empty();
      }
      made = make();
      next = Optional.of(made);
    }
    made.start(crew);
    return Optional.of(made);
  }

  /// Tells whether it is not too soon for another destination, and counts it.
  private synchronized boolean mayMove() {
    var now = System.nanoTime();
    var ahead = Duration.ofNanos(due - now);
    if (ahead.compareTo(USE_MIN.multipliedBy(HASTE_MAX - 1)) > 0 || earlier.size() >= EARLIER_MAX) {
      return false;
    }
    due = (ahead.isPositive() ? due : now) + USE_MIN.toNanos();
    return true;
  }

  /// Tells whether a destination is being made, and worth waiting for.
  synchronized boolean isNew(Shared one) {
    return next.filter(made -> made == one).isPresent();
  }

  /// Hears that a destination has tunnels.
  void up(Shared one) {
    Optional<Shared> replaced = Optional.empty();
    synchronized (this) {
      if (isNew(one)) {
        replaced = Optional.of(current);
        earlier.add(current);
        current = one;
        next = Optional.empty();
      } else if (one != current) {
        return;
      }
    }
    keeper.outlook().shared(true);
    replaced.ifPresent(this::retire);
  }

  /// Hears that a destination has none.
  void down(Shared one) {
    if (current() == one) {
      keeper.outlook().shared(false);
    }
  }

  private void retire(Shared old) {
    crew.start(
        () -> {
          try {
            old.streams().drain(LINKS_MAX);
          } catch (InterruptedException e) {
            LOG.debug("An earlier destination was closed in a hurry.");
          } finally {
            forget(old);
            old.close();
            old.streams().cut();
          }
        });
  }

  private synchronized void forget(Shared old) {
    earlier.remove(old);
  }

  /// Returns all destinations there are.
  synchronized List<Shared> all() {
    var all = new ArrayList<>(earlier);
    all.add(current);
    next.ifPresent(all::add);
    return all;
  }

  @Override
  public Session session(Duration timeout) throws NetworkException, InterruptedException {
    return current().session(timeout);
  }

  @Override
  public Streams streams() {
    return current().streams();
  }

  @Override
  public void begin() {
    // Its destinations are kept for as long as the network is open, or their links.
  }

  @Override
  public void end() {
    // Its destinations are kept for as long as the network is open, or their links.
  }
}
