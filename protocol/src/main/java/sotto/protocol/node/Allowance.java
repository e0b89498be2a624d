package sotto.protocol.node;

/// How much of what is useless to us one peer may send: so many at once, and so many a second.
///
/// Repetitions are part of flooding, for several peers bring the same item; so are pings. But each
/// costs us a little, and none of an honest peer's comes faster than items come to the whole
/// network. What is useful is not counted: whoever catches up goes as fast as both ends can.
///
/// Confined to one thread; the time is an argument.
final class Allowance {

  /// How many useless messages a peer may send a second, for long: more than the busiest network
  /// that one node can follow has items.
  static final long PER_SECOND_MAX = 20_000;

  /// How many it may send at once: what gathers on a slow link in a few seconds of that.
  static final long AT_ONCE_MAX = 60_000;

  private static final long NANOS_IN_SECOND = 1_000_000_000;

  private long left = AT_ONCE_MAX;
  private long countedAt;

  /// Starts with a full allowance.
  ///
  /// @param nanoTime now, as [System#nanoTime] has it
  Allowance(long nanoTime) {
    this.countedAt = nanoTime;
  }

  /// Takes one, and tells whether that was allowed.
  boolean take(long nanoTime) {
    var more = (nanoTime - countedAt) / (NANOS_IN_SECOND / PER_SECOND_MAX);
    if (more > 0) {
      left = Math.min(AT_ONCE_MAX, left + more);
      countedAt += more * (NANOS_IN_SECOND / PER_SECOND_MAX);
    }
    left--;
    return left >= 0;
  }
}
