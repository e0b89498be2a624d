package sotto.protocol.sketch;

import java.nio.ByteBuffer;
import java.util.Optional;
import sotto.protocol.crypto.Bytes;

/// Some symbols in bytes.
///
/// `varint` index of the first symbol ‖ `varint` size of the set ‖ for each symbol: u64 sum of the
/// short ids ‖ u64 sum of their checks ‖ `varint` how many they are. A varint is that of Protocol
/// Buffers, as short as it can be. Of the last, not the number is written but, zigzag-encoded, its
/// distance from what can be expected of a set of this size (section 6 of the paper): 1 byte
/// instead of 3, or 2 in the first symbols of a large set.
public final class Page {

  /// How many symbols a page has at most: 18 kB, enough to keep a link busy for a moment and few
  /// enough to stop soon after the last one that was needed.
  public static final int SYMBOLS_MAX = 1_024;

  /// The length of the longest varint here, in bytes: 32 bits.
  private static final int VARINT_MAX = 5;

  private static final int SUMS_SIZE = 2 * Long.BYTES;

  /// The length of the longest page, in bytes.
  public static final int SIZE_MAX = 2 * VARINT_MAX + SYMBOLS_MAX * (SUMS_SIZE + VARINT_MAX);

  private Page() {}

  /// Returns how many elements can be expected to be part of a symbol: size / (1 + index/2).
  static int expected(int index, int size) {
    return (int) (2L * size / (2L + index));
  }

  /// Writes a page.
  static final class Writer {
    private final ByteBuffer out;
    private final int size;
    private int index;

    Writer(int index, int size, int symbols) {
      if (symbols < 1 || symbols > SYMBOLS_MAX) {
        throw new IllegalArgumentException("a page has 1 to 1024 symbols, not " + symbols);
      }
      out = ByteBuffer.allocate(2 * VARINT_MAX + symbols * (SUMS_SIZE + VARINT_MAX));
      this.index = index;
      this.size = size;
      putVarint(index);
      putVarint(size);
    }

    void put(long name, long check, int count) {
      var distance = count - expected(index++, size);
      out.putLong(name).putLong(check);
      putVarint(distance << 1 ^ distance >> (Integer.SIZE - 1));
    }

    Bytes bytes() {
      return Bytes.of(out.flip());
    }

    private void putVarint(int value) {
      var left = value;
      while ((left & ~0x7f) != 0) {
        out.put((byte) (left | 0x80));
        left >>>= 7;
      }
      out.put((byte) left);
    }
  }

  /// Reads a page that came from anybody.
  static final class Reader {
    private final ByteBuffer in;
    private final int index;
    private final int size;
    private int read;
    private long name;
    private long check;
    private long count;

    private Reader(ByteBuffer in, int index, int size) {
      this.in = in;
      this.index = index;
      this.size = size;
    }

    /// Begins with a page, if it begins like one.
    static Optional<Reader> of(Bytes page) {
      var in = page.buffer();
      if (in.remaining() > SIZE_MAX) {
        return Optional.empty();
      }
      var index = readVarint(in);
      var size = readVarint(in);
      return index < 0 || index >= Mapping.END || size < 0 || size > Sketch.ELEMENTS_MAX
          ? Optional.empty()
          : Optional.of(new Reader(in, (int) index, (int) size));
    }

    /// Returns the index of the first symbol.
    int index() {
      return index;
    }

    /// Returns the size of the set.
    int size() {
      return size;
    }

    /// Tells whether there is another symbol.
    boolean hasNext() {
      return in.hasRemaining();
    }

    /// Reads the next symbol.
    ///
    /// @return whether it is one
    boolean next() {
      if (in.remaining() < SUMS_SIZE || read == SYMBOLS_MAX) {
        return false;
      }
      name = in.getLong();
      check = in.getLong();
      var distance = readVarint(in);
      count = expected(index + read, size) + (distance >>> 1 ^ -(distance & 1));
      read++;
      // Nobody is part of a symbol twice, and everybody is part of the first.
      return distance >= 0 && count >= (index + read == 1 ? size : 0) && count <= size;
    }

    long name() {
      return name;
    }

    long check() {
      return check;
    }

    int count() {
      return (int) count;
    }

    /// Reads 32 bits, or returns -1 if they are none.
    private static long readVarint(ByteBuffer in) {
      var value = 0L;
      for (var shift = 0; shift < VARINT_MAX * 7; shift += 7) {
        if (!in.hasRemaining()) {
          return -1;
        }
        var octet = in.get();
        value |= (long) (octet & 0x7f) << shift;
        if (octet >= 0) {
          var isShortest = octet != 0 || shift == 0;
          return isShortest && value >>> Integer.SIZE == 0 ? value : -1;
        }
      }
      return -1;
    }
  }
}
