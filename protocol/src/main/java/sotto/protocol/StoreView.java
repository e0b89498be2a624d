package sotto.protocol;

/// How a node's store is, at one moment.
///
/// @param state whether it takes items
/// @param items how many items it has
/// @param bytes how many bytes of items it has
/// @param bytesMax how many it may have
public record StoreView(State state, long items, long bytes, long bytesMax) {

  /// Whether a store takes items.
  public enum State {
    /// The last thing that was to be kept was kept.
    OK,
    /// The disk was full when last tried. The node goes on with what it has and tries again with
    /// the next item.
    FULL,
    /// The disk failed when last tried. The node goes on with what it has and tries again with the
    /// next item.
    BROKEN
  }
}
