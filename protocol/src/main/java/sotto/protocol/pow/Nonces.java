package sotto.protocol.pow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import sotto.protocol.crypto.Bytes;

/// A range of nonces to try: a first one, and how many from there.
///
/// A nonce is a number of 128 bits in little-endian order, counted up as Tor counts; after the
/// greatest comes 0. Several threads, or a helper and we, share the work by taking parts of a
/// range.
///
/// @param first the first nonce, [#SIZE] bytes, best a random one
/// @param count how many there are, 1 or more
public record Nonces(Bytes first, long count) {

  /// The length of a nonce, in bytes.
  public static final int SIZE = 16;

  /// Checks the sizes.
  public Nonces {
    if (first.size() != SIZE || count < 1) {
      throw new IllegalArgumentException("a range is at least one nonce of 16 bytes");
    }
  }

  /// Returns one of the nonces.
  ///
  /// @param index which, 0 to count - 1
  /// @return [#SIZE] bytes
  public Bytes at(long index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("nonce " + index + " of " + count);
    }
    var words = first.buffer().order(ByteOrder.LITTLE_ENDIAN);
    var low = words.getLong();
    var high = words.getLong();
    var sum = low + index;
    var carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    var nonce = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    return Bytes.owned(nonce.putLong(sum).putLong(high + carry).array());
  }

  /// Returns the nonces from an index on, to go on where a search stopped.
  ///
  /// @param index where to begin, 0 to count - 1
  public Nonces from(long index) {
    return new Nonces(at(index), count - index);
  }

  /// Returns this range in parts of about the same size, none of them empty.
  ///
  /// @param parts how many, 1 or more; there are fewer if there are fewer nonces
  /// @return the parts, in order
  public List<Nonces> split(int parts) {
    if (parts < 1) {
      throw new IllegalArgumentException("at least one part, not " + parts);
    }
    var ranges = new ArrayList<Nonces>();
    var at = 0L;
    for (var part = 0; part < parts && at < count; part++) {
      var left = count - at;
      var size = Math.ceilDiv(left, parts - part);
      ranges.add(new Nonces(at(at), size));
      at += size;
    }
    return ranges;
  }
}
