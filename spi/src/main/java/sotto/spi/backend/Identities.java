package sotto.spi.backend;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import sotto.spi.Isolation;
import sotto.spi.NetworkException.LimitReached;

/// The identities that a network dials as, counted while they are in use (I1 to I5).
///
/// @param <I> what an identity is for the backend
final class Identities<I> {

  private final int identitiesMax;
  private final Function<Isolation, I> identities;
  private final Map<Isolation, Claim> claims = new HashMap<>();
  private int inUse;

  Identities(int identitiesMax, Function<Isolation, I> identities) {
    this.identitiesMax = identitiesMax;
    this.identities = identities;
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
    var claim = new Claim(isolation, identities.apply(isolation));
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
    private final I identity;
    private int users = 1;

    private Claim(Isolation isolation, I identity) {
      this.isolation = isolation;
      this.identity = identity;
    }

    I identity() {
      return identity;
    }

    void release() {
      Identities.this.release(this);
    }
  }
}
