package sotto.protocol.pow;

/// How much work a proof stands for: after how many solutions, on average, one is good enough.
///
/// What a solution costs differs from suite to suite; [Pow#cost] says how much. An effort of 0 asks
/// for some solution, as 1 does.
///
/// @param value 0 to [#MAX]
public record Effort(long value) implements Comparable<Effort> {

  /// The greatest effort: what fits in 32 bits.
  public static final long MAX = 0xffff_ffffL;

  /// Nothing beyond a solution.
  public static final Effort ZERO = new Effort(0);

  /// What an identity should cost where nothing else is configured: with Equi-X, half a minute of
  /// one core of a usual machine.
  public static final Effort STANDARD = new Effort(5_000);

  /// Checks the range.
  public Effort {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("an effort is 0 to 2^32 - 1, not " + value);
    }
  }

  @Override
  public int compareTo(Effort other) {
    return Long.compare(value, other.value);
  }
}
