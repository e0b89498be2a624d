package sotto.gates.planted.protocol.flood;

import java.time.Instant;

/// A planted violation.
public final class ReadsTheClock {
  public Instant when() {
    return Instant.now();
  }
}
