package sotto.protocol.sketch;

/// What is wrong with symbols that no set has.
public enum Fault {
  /// These bytes are no page of symbols, or a count in it is none of this set.
  MALFORMED,
  /// A page that does not go on where the last ended, or speaks of another set.
  OUT_OF_ORDER,
  /// An element twice, or one that we have as theirs alone, or one that we have not as ours alone.
  CONTRADICTION,
  /// More to do than any set makes necessary.
  COSTLY
}
