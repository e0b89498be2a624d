package sotto.backend.loopback.core;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import sotto.spi.Isolation;
import sotto.spi.NetworkException.LimitReached;

/// The synthetic callers that a network dials as: one key for each identity in use (I1 to I5).
final class Identities {

  private final int identitiesMax;
  private final Supplier<LoopbackKey> keys;
  private final Map<Isolation, Claim> claims = new HashMap<>();
  private int inUse;

  Identities(int identitiesMax, Supplier<LoopbackKey> keys) {
    this.identitiesMax = identitiesMax;
    this.keys = keys;
  }

  /// Returns the identity for a dial that does not show a listener's address. The caller releases
  /// it once for each claim.
  synchronized Claim claim(Isolation isolation) throws LimitReached {
    var shared = claims.get(isolation);
    if (shared != null) {
      shared.users++;
      return shared;
    }
    if (inUse >= identitiesMax) {
      throw new LimitReached(
          "No further identity can be had. What to do: close links, or dial with fewer labels.");
    }
    inUse++;
    var claim = new Claim(isolation, keys.get());
    if (!(isolation instanceof Isolation.Fresh)) {
      claims.put(isolation, claim);
    }
    return claim;
  }

  private synchronized void release(Claim claim) {
    claim.users--;
    if (claim.users == 0) {
      inUse--;
      claims.remove(claim.isolation, claim);
    }
  }

  /// One identity, for as long as a dial or a link uses it.
  final class Claim {

    private final Isolation isolation;
    private final LoopbackKey key;
    private int users = 1;

    private Claim(Isolation isolation, LoopbackKey key) {
      this.isolation = isolation;
      this.key = key;
    }

    LoopbackKey key() {
      return key;
    }

    void release() {
      Identities.this.release(this);
    }
  }
}
