package sotto.protocol.pow;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// No work: for networks of tests, where nobody attacks and everybody is in a hurry.
///
/// It meets no effort but 0.
public record NoWork() implements Pow {

  @Override
  public Suite suite() {
    return Suite.NONE;
  }

  @Override
  public Search solve(
      Challenge challenge, Effort effort, Nonces nonces, BooleanSupplier cancelled) {
    return effort.equals(Effort.ZERO)
        ? new Search.Found(Proof.NONE, 1)
        : new Search.Exhausted(nonces.count());
  }

  @Override
  public Optional<Refusal> verify(Challenge challenge, Proof proof, Effort least) {
    return proof
        .misses(suite(), least)
        .or(() -> Optional.of(Refusal.UNMET).filter(_ -> !proof.equals(Proof.NONE)));
  }

  @Override
  public Cost cost(Effort effort) {
    return new Cost(0, Duration.ZERO, Duration.ZERO, 0);
  }
}
