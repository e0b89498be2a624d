package sotto.protocol.flood;

/// How much a node keeps.
///
/// @param items how many items at most, from 1
/// @param bytes how many bytes of payload and signature at most, from 1
public record Quota(int items, long bytes) {

  /// The most items that can be asked for: the index of so many takes about 200 MiB of memory.
  public static final int ITEMS_MAX = 500_000;

  /// What suits a desktop machine: 100,000 items and 64 MiB.
  public static final Quota STANDARD = new Quota(100_000, 64L * 1024 * 1024);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public Quota {
    if (items < 1 || items > ITEMS_MAX || bytes < 1) {
      throw new IllegalArgumentException("a quota has 1 to " + ITEMS_MAX + " items and some bytes");
    }
  }
}
