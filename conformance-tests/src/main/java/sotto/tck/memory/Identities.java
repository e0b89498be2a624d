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
  private final Map<Object, Identity> inUse = new HashMap<>();

  Identities(MemoryAddresses addresses, RandomGenerator random, int most) {
    this.addresses = addresses;
    this.random = new SplittableRandom(random.nextLong());
    this.most = most;
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
    var key = isolation instanceof Isolation.Fresh ? new Object() : isolation;
    var identity = inUse.get(key);
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

  synchronized void give(Identity identity) {
    identity.links--;
    if (identity.links == 0) {
      inUse.remove(identity.key);
    }
  }

  private Address source(Isolation isolation) {
    return switch (isolation) {
      case Isolation.As(var listener) -> listener.address();
      case Isolation.Shared _, Isolation.Labelled _, Isolation.Fresh _ ->
          addresses.newKey(random).address();
    };
  }
}
