package sotto.protocol.sketch;

/// What stands for an id between two nodes, for as long as they use one salt.
///
/// @param value any number but 0
public record ShortId(long value) {

  /// Checks that it is not 0.
  public ShortId {
    if (value == 0) {
      throw new IllegalArgumentException("0 is no short id");
    }
  }

  /// Does not say which, because it says which item.
  @Override
  public String toString() {
    return "short id";
  }
}
