package sotto.protocol.pow;

import java.util.Arrays;

/// Finds all pairs of numbers in a [Layer] whose sum ends in 15 zero bits.
///
/// Eight of the bits are settled by looking only at opposite buckets; for the other seven, the
/// numbers of one of the two buckets are sorted into a table.
final class Pairing {

  private static final int TABLE_BITS = 7;
  private static final int TABLE = 1 << TABLE_BITS;

  /// How many numbers fit in a row of the table. Two come on average; a thirteenth, which comes
  /// once in five million rows, is dropped.
  private static final int ROW_MAX = 12;

  private final int[] counts = new int[TABLE];
  private final short[] places = new short[TABLE * ROW_MAX];

  /// Who is told of a pair.
  interface Found {

    /// Takes a pair.
    ///
    /// @param sum the sum without its 15 lowest bits, which are zero
    /// @param pair the pair, as [Layer#pair] names it
    /// @return whether to go on
    boolean take(long sum, int pair);
  }

  /// Tells of every pair, in a fixed order, until told to stop.
  void find(Layer layer, Found found) {
    for (var bucket = 0; bucket <= Layer.BUCKETS / 2; bucket++) {
      var goesOn =
          bucket == Layer.opposite(bucket)
              ? within(layer, bucket, found)
              : between(layer, bucket, found);
      if (!goesOn) {
        return;
      }
    }
  }

  private boolean between(Layer layer, int bucket, Found found) {
    var opposite = Layer.opposite(bucket);
    Arrays.fill(counts, 0);
    for (var place = 0; place < layer.count(opposite); place++) {
      enter(layer, opposite, place);
    }
    for (var place = 0; place < layer.count(bucket); place++) {
      if (!match(layer, bucket, place, found)) {
        return false;
      }
    }
    return true;
  }

  /// A bucket that is opposite to itself: each number meets those before it, and itself.
  private boolean within(Layer layer, int bucket, Found found) {
    Arrays.fill(counts, 0);
    for (var place = 0; place < layer.count(bucket); place++) {
      enter(layer, bucket, place);
      if (!match(layer, bucket, place, found)) {
        return false;
      }
    }
    return true;
  }

  private void enter(Layer layer, int bucket, int place) {
    var row = (int) layer.value(bucket, place) & (TABLE - 1);
    var count = counts[row];
    if (count < ROW_MAX) {
      places[row * ROW_MAX + count] = (short) place;
      counts[row] = count + 1;
    }
  }

  private boolean match(Layer layer, int bucket, int place, Found found) {
    // What the eight bits of two opposite buckets carry over, unless both are zero.
    var carry = bucket == 0 ? 0 : 1;
    var value = layer.value(bucket, place) + carry;
    var row = (int) -value & (TABLE - 1);
    var opposite = Layer.opposite(bucket);
    for (var i = 0; i < counts[row]; i++) {
      var other = places[row * ROW_MAX + i];
      var sum = (value + layer.value(opposite, other)) >>> TABLE_BITS;
      if (!found.take(sum, Layer.pair(bucket, place, other))) {
        return false;
      }
    }
    return true;
  }
}
