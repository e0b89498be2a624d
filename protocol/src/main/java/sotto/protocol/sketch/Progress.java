package sotto.protocol.sketch;

/// How far a comparison has come.
public sealed interface Progress {

  /// Not decoded yet: more symbols are needed, and it is not known how many.
  ///
  /// @param symbols how many have come
  /// @param found how many differences are known, all of them real if the other node is honest
  /// @param atLeast how many there are at least
  record More(int symbols, int found, int atLeast) implements Progress {}

  /// Decoded: this is the whole difference.
  ///
  /// @param difference the difference
  /// @param symbols how many symbols came
  record Done(Difference difference, int symbols) implements Progress {}

  /// Not decoded within the budget. What was found is real if the other node is honest, but it is
  /// not everything.
  ///
  /// @param found what was found
  /// @param atLeast how many differences there are at least
  record Spent(Difference found, int atLeast) implements Progress {}

  /// The other node sent what no honest node sends.
  ///
  /// @param fault what is wrong with it
  record Refused(Fault fault) implements Progress {}
}
