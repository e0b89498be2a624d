package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.i2p.client.SessionOptions;
import sotto.backend.i2p.client.Streams;
import sotto.backend.i2p.destination.I2pAddresses;
import sotto.spi.Isolation;
import sotto.spi.backend.Crew;
import sotto.spi.backend.SharedRandom;

/// The transient destinations of one network (I1, I2, I5).
///
/// One that was fresh is closed with its link. One with a label stays for a while, because building
/// its tunnels costs seconds; but never are there more than the network promises: the least
/// recently used goes first.
final class Transients {

  private static final Logger LOG = LoggerFactory.getLogger(Transients.class);

  /// How long a destination waits for the last bytes of its closed links.
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Keeper keeper;
  private final I2pAddresses addresses;
  private final SharedRandom random;
  private final SessionOptions options;
  private final Supplier<Streams> streams;
  private final Crew crew;
  private final int most;
  private final Set<Transient> all = new HashSet<>();
  private final Map<Isolation, Transient> labelled = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /// @param most how many there may be at once
  Transients(
      Keeper keeper,
      I2pAddresses addresses,
      SharedRandom random,
      SessionOptions options,
      Supplier<Streams> streams,
      Crew crew,
      int most) {
    this.keeper = keeper;
    this.addresses = addresses;
    this.random = random;
    this.options = options;
    this.streams = streams;
    this.crew = crew;
    this.most = most;
  }

  /// Returns a destination for an isolation that is not shared.
  Caller of(Isolation isolation) {
    var surplus = new ArrayList<Transient>();
    Transient wanted;
    synchronized (this) {
      var known = labelled.get(isolation);
      if (known != null) {
        return known;
      }
      wanted = make();
      all.add(wanted);
      if (isolation instanceof Isolation.Labelled) {
        labelled.put(isolation, wanted);
      }
      evict(wanted, surplus);
    }
    surplus.forEach(this::end);
    return wanted;
  }

  private Transient make() {
    return new Transient(keeper.gateway(), addresses.newKey(random), options, streams.get(), this);
  }

  /// Takes out those that are idle, the least recently used first, until there are not too many.
  private void evict(Transient wanted, List<Transient> surplus) {
    var idle = new ArrayList<>(labelled.entrySet());
    for (var entry : idle) {
      var old = entry.getValue();
      if (all.size() > most && old != wanted && !old.inUse()) {
        labelled.remove(entry.getKey());
        all.remove(old);
        surplus.add(old);
      }
    }
  }

  /// Hears that nobody uses one at the moment.
  void unused(Transient one) {
    synchronized (this) {
      if (closed || labelled.containsValue(one) || !all.remove(one)) {
        return;
      }
    }
    end(one);
  }

  /// Closes one when the last bytes of its links have gone.
  private void end(Transient one) {
    crew.start(
        () -> {
          try {
            one.streams().drain(GRACE);
          } catch (InterruptedException e) {
            LOG.debug("A transient destination was closed in a hurry.");
          } finally {
            one.close();
            one.streams().cut();
          }
        });
  }

  /// Returns all there are, and lets none be closed by itself any more.
  synchronized List<Transient> close() {
    closed = true;
    return List.copyOf(all);
  }
}
