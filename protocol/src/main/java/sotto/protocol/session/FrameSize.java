package sotto.protocol.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sotto.protocol.crypto.Aead;

/// How long a frame is: 1, 2, 4 and so on up to 128 times 488 bytes, which is what a cell of Tor
/// carries of a stream in its newer format (498 bytes in the older one).
///
/// @param onWire the whole length, in bytes
record FrameSize(int onWire) {

  /// How many bytes of a frame say how long it is.
  static final int LENGTH_SIZE = 2;

  /// How many bytes of what is sealed say how much of it is used.
  static final int USED_SIZE = 2;

  private static final int CELL = 488;
  private static final int DOUBLINGS = 7;

  /// All sizes, the smallest first.
  static final List<FrameSize> ALL =
      IntStream.rangeClosed(0, DOUBLINGS).mapToObj(i -> new FrameSize(CELL << i)).toList();

  /// The smallest size, one cell.
  static final FrameSize SMALLEST = ALL.getFirst();

  /// The largest size, 62,464 bytes: twice that would not fit a length of 16 bits.
  static final FrameSize LARGEST = ALL.getLast();

  /// Returns the size that a length on the wire announces, if it is one.
  static Optional<FrameSize> announcedBy(int length) {
    return ALL.stream().filter(size -> size.length() == length).findFirst();
  }

  /// Returns the smallest size that takes so many bytes, or else the largest.
  static FrameSize forBytes(long bytes) {
    for (var size : ALL) {
      if (size.capacity() >= bytes) {
        return size;
      }
    }
    return LARGEST;
  }

  /// Returns what stands at the start of the frame: how many bytes follow.
  int length() {
    return onWire - LENGTH_SIZE;
  }

  /// Returns how many bytes are sealed.
  int plain() {
    return length() - Aead.TAG_SIZE;
  }

  /// Returns how many bytes can be used.
  int capacity() {
    return plain() - USED_SIZE;
  }

  /// Returns half this size, for any but the smallest.
  FrameSize half() {
    return new FrameSize(onWire / 2);
  }
}
