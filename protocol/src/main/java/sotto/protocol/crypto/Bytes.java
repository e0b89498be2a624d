package sotto.protocol.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Immutable bytes, compared by content and never printed.
///
/// Safe for use by any number of threads.
public final class Bytes {

  /// No bytes.
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Returns a copy of these bytes.
  public static Bytes of(byte... bytes) {
    return new Bytes(bytes.clone());
  }

  /// Returns these bytes without a copy. The caller gives the array away and never touches it
  /// again.
  public static Bytes owned(byte[] bytes) {
    return new Bytes(bytes);
  }

  /// Returns a copy of what remains in a buffer, which is left as it was.
  public static Bytes of(ByteBuffer buffer) {
    var copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return new Bytes(copy);
  }

  /// Returns these, one after the other.
  public static Bytes concat(Bytes... parts) {
    var size = 0;
    for (var part : parts) {
      size = Math.addExact(size, part.size());
    }
    var all = new byte[size];
    var at = 0;
    for (var part : parts) {
      System.arraycopy(part.bytes, 0, all, at, part.size());
      at += part.size();
    }
    return new Bytes(all);
  }

  /// Returns how many there are.
  public int size() {
    return bytes.length;
  }

  /// Returns the byte at an index, from 0.
  public byte get(int index) {
    return bytes[index];
  }

  /// Returns a copy of the bytes from one index up to, not including, another.
  public Bytes slice(int from, int to) {
    if (from < 0 || to > bytes.length || from > to) {
      throw new IndexOutOfBoundsException("slice " + from + " to " + to + " of " + bytes.length);
    }
    return new Bytes(Arrays.copyOfRange(bytes, from, to));
  }

  /// Returns a copy.
  public byte[] toArray() {
    return bytes.clone();
  }

  /// Returns a read-only view, without a copy.
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /// Copies some bytes into an array: so many, beginning with the one at an index.
  public void copyTo(int from, byte[] target, int at, int count) {
    System.arraycopy(bytes, from, target, at, count);
  }

  /// Copies all bytes into an array.
  public void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
