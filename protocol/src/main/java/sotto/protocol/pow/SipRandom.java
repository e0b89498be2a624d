package sotto.protocol.pow;

/// The random numbers that a program is made of: bytes and words of 32 bits, each from a queue of
/// its own, both queues filled from one counter.
final class SipRandom {

  private final SipState key;
  private long counter;
  private long bytes;
  private int bytesLeft;
  private long words;
  private int wordsLeft;

  SipRandom(SipState key) {
    this.key = key;
  }

  /// Returns the next byte, 0 to 255. The highest byte of a number comes first.
  int nextByte() {
    if (bytesLeft == 0) {
      bytes = key.number(counter++);
      bytesLeft = Long.BYTES;
    }
    bytesLeft--;
    return (int) (bytes >>> (bytesLeft * Byte.SIZE)) & 0xff;
  }

  /// Returns the next 32 bits. The upper half of a number comes first.
  int nextInt() {
    if (wordsLeft == 0) {
      words = key.number(counter++);
      wordsLeft = 2;
    }
    wordsLeft--;
    return (int) (words >>> (wordsLeft * Integer.SIZE));
  }
}
