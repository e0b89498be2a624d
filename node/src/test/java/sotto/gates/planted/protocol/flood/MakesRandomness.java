package sotto.gates.planted.protocol.flood;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// A planted violation.
public final class MakesRandomness {
  public RandomGenerator random() {
    return new SecureRandom();
  }
}
