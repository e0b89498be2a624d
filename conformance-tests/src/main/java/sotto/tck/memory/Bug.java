package sotto.tck.memory;

import java.util.List;
import java.util.stream.IntStream;

/// One way for the memory network to break a rule, and the numbers of the cases that must notice.
public enum Bug {
  // Caught by the groups G1 to G6 and G14.

  /// A peer that is away is reported as our own daemon's failure.
  BLAMES_US_FOR_A_MISSING_PEER(55),
  /// A failed look-up is remembered for good.
  NEGATIVE_CACHE(63),
  /// A key's text shows its secret.
  KEY_TELLS_ITS_SECRET(),

  // Caught by the groups G7 to G13 and G15.

  /// A byte of what is written arrives changed.
  CORRUPTS_BYTES(54);

  @SuppressWarnings("ImmutableEnumChecker") // toList() makes an unmodifiable list
  private final List<Integer> caughtBy;

  Bug(int... caughtBy) {
    this.caughtBy = IntStream.of(caughtBy).boxed().toList();
  }

  /// Returns the numbers of the cases that must fail.
  public List<Integer> caughtBy() {
    return caughtBy;
  }
}
