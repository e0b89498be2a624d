package sotto.protocol.sketch;

/// Which symbols an element is part of: an endless row of indices, beginning with 0, in which index
/// i occurs with a probability of about 1 / (1 + i/2).
///
/// From an index i, the next is ⌈(i + 3/2) · (u^(-1/2) - 1)⌉ further, u being uniform in (0, 1]
/// (section 4.2 of the paper, with α = 1/2). The random numbers are SplitMix64's (Steele, Lea and
/// Flood, OOPSLA 2014), begun with the element's check. Square root, product and quotient of
/// doubles are exact to the last bit on every machine, so all nodes agree.
///
/// There is one for every element of a set, so it is two numbers in the arrays of whoever has them.
final class Mapping {

  /// An index that is never reached.
  static final int END = Integer.MAX_VALUE;

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1p-53;

  private Mapping() {}

  /// Returns the state that follows a state. The first state is the element's check.
  static long step(long state) {
    return state + GOLDEN;
  }

  /// Returns the index that follows an index, or [#END].
  ///
  /// @param index the index
  /// @param state the state after the step
  static int after(int index, long state) {
    var bits = state;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    bits ^= bits >>> 31;
    var u = ((bits >>> 11) + 1) * UNIT;
    var gap = Math.ceil((index + 1.5) * (1 / Math.sqrt(u) - 1));
    var next = index + Math.max(1, gap);
    return next < END ? (int) next : END;
  }
}
