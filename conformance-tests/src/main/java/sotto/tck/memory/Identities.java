package sotto.tck.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.NetworkException.LimitReached;

/// Whom a network is for its peers: a synthetic source for each isolation, for as long as a link
/// uses it.
///
/// Safe for use by any number of threads.
final class Identities {

  private final MemoryAddresses addresses;
  private final RandomGenerator random;
  private final int most;
  private final Bugs bugs;
  private final Map<Object, Identity> inUse = new HashMap<>();

  Identities(MemoryAddresses addresses, RandomGenerator random, int most, Bugs bugs) {
    this.addresses = addresses;
    this.random =
        bugs.has(Bug.OTHER_RANDOMNESS)
            ? new SplittableRandom()
            : new SplittableRandom(random.nextLong());
    this.most = most;
    this.bugs = bugs;
  }

  /// A source address and how many links use it.
  static final class Identity {
    private final Object key;
    private final Address source;
    private int links;

    private Identity(Object key, Address source) {
      this.key = key;
      this.source = source;
    }

    Address source() {
      return source;
    }
  }

  synchronized Identity take(Isolation isolation) throws LimitReached {
    var key = key(isolation);
    var identity = inUse.get(key);
    if (identity != null
        && isolation instanceof Isolation.Labelled
        && bugs.has(Bug.LABEL_ONLY_ONCE)) {
      throw new LimitReached("This label is in use.");
    }
    if (identity == null && inUse.size() >= most && bugs.has(Bug.SHARES_AT_LIMIT)) {
      identity = inUse.values().iterator().next();
    }
    if (identity == null) {
      if (inUse.size() >= most) {
        throw new LimitReached(
            "No further isolation is possible. What to do: close links that are not needed.");
      }
      identity = new Identity(key, source(isolation));
      inUse.put(key, identity);
    }
    identity.links++;
    return identity;
  }

  private Object key(Isolation isolation) {
    return switch (isolation) {
      case Isolation.Fresh _ when bugs.has(Bug.SHARES_FRESH) -> Isolation.shared();
      case Isolation.Fresh _ -> new Object();
      case Isolation.Labelled _ when bugs.has(Bug.SHARES_LABELS) -> Isolation.labelled("any");
      case Isolation.Labelled _, Isolation.Shared _, Isolation.As _ -> isolation;
    };
  }

  synchronized void give(Identity identity) {
    identity.links--;
    if (identity.links == 0 && !bugs.has(Bug.LEAKS_ISOLATION)) {
      inUse.remove(identity.key);
    }
  }

  private Address source(Isolation isolation) {
    return switch (isolation) {
      case Isolation.As(var listener) when !bugs.has(Bug.AS_SHOWS_SOMEBODY_ELSE) ->
          listener.address();
      case Isolation.As _, Isolation.Shared _, Isolation.Labelled _, Isolation.Fresh _ ->
          addresses.newKey(random).address();
    };
  }
}
