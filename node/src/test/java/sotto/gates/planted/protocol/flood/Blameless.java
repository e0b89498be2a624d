package sotto.gates.planted.protocol.flood;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// Does nothing that is forbidden: time and randomness are handed in.
public record Blameless(RandomGenerator random) {

  /// Returns a later instant.
  public Instant later(Instant now) {
    return now.plusMillis(random.nextInt(1000));
  }
}
