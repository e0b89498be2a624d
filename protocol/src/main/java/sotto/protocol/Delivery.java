package sotto.protocol;

/// What a [Feed] gives its reader next.
public sealed interface Delivery {

  /// An item arrived.
  ///
  /// @param item the item, signature checked
  record Arrived(Item item) implements Delivery {}

  /// The reader was too slow, and items were left out between the last delivery and the next. They
  /// are stored all the same: [Node#items] has them.
  ///
  /// @param count how many, at least 1
  record Missed(long count) implements Delivery {

    /// Checks the range.
    public Missed {
      if (count < 1) {
        throw new IllegalArgumentException("at least one was missed, or nothing is said");
      }
    }
  }
}
