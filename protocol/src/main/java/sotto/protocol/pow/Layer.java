package sotto.protocol.pow;

import java.util.Arrays;

/// Numbers in 256 buckets by their lowest eight bits: one layer of Wagner's algorithm.
///
/// Each number is kept without the eight bits that its bucket says, and beside it the item that it
/// came from: an input, or a pair of the layer below.
final class Layer {

  /// How many bits choose the bucket.
  static final int BUCKET_BITS = 8;

  /// How many buckets there are.
  static final int BUCKETS = 1 << BUCKET_BITS;

  /// How many numbers fit in a bucket. 256 come on average with a deviation of 16, and what comes
  /// beyond five deviations is dropped, with the solutions that it would have led to.
  static final int BUCKET_MAX = 336;

  private static final int PLACE_BITS = 9;
  private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;

  private final int[] counts = new int[BUCKETS];
  private final int[] items = new int[BUCKETS * BUCKET_MAX];
  private final long[] values;

  /// @param values room for the numbers: [#room]
  Layer(long[] values) {
    this.values = values;
  }

  /// Returns room for the numbers of one layer, 688 kB.
  static long[] room() {
    return new long[BUCKETS * BUCKET_MAX];
  }

  void clear() {
    Arrays.fill(counts, 0);
  }

  /// Puts a number into its bucket, unless that is full.
  void put(long value, int item) {
    var bucket = (int) value & (BUCKETS - 1);
    var count = counts[bucket];
    if (count < BUCKET_MAX) {
      var index = bucket * BUCKET_MAX + count;
      values[index] = value >>> BUCKET_BITS;
      items[index] = item;
      counts[bucket] = count + 1;
    }
  }

  /// Returns how many numbers are in a bucket.
  int count(int bucket) {
    return counts[bucket];
  }

  /// Returns the number at a place of a bucket, without its lowest eight bits.
  long value(int bucket, int place) {
    return values[bucket * BUCKET_MAX + place];
  }

  /// Returns the item at a place of a bucket.
  int item(int bucket, int place) {
    return items[bucket * BUCKET_MAX + place];
  }

  /// Returns an item that names two numbers of a layer: one in a bucket, and one in the bucket that
  /// adds up to zero with it.
  static int pair(int bucket, int place, int other) {
    return place << (PLACE_BITS + BUCKET_BITS) | other << BUCKET_BITS | bucket;
  }

  /// Returns the item of the first of a pair in this layer.
  int first(int pair) {
    return item(pair & (BUCKETS - 1), pair >>> (PLACE_BITS + BUCKET_BITS));
  }

  /// Returns the item of the second of a pair in this layer.
  int second(int pair) {
    return item(opposite(pair & (BUCKETS - 1)), (pair >>> BUCKET_BITS) & PLACE_MASK);
  }

  /// Returns the bucket whose numbers add up to zero with those of another, in the lowest eight
  /// bits.
  static int opposite(int bucket) {
    return -bucket & (BUCKETS - 1);
  }
}
