package sotto.protocol.pow;

import java.nio.ByteOrder;
import sotto.protocol.crypto.Bytes;

/// Four words from which HashX makes pseudo-random numbers, in a way of its own, with the rounds of
/// SipHash (Aumasson and Bernstein, 2012).
///
/// Where SipHash would take a key of 128 bits and a message, HashX takes all four words from a hash
/// and a counter of 64 bits.
record SipState(long v0, long v1, long v2, long v3) {

  /// The length of a state, in bytes.
  static final int SIZE = 32;

  /// Returns the state in 32 bytes, each word in little-endian order.
  static SipState of(Bytes bytes) {
    var words = bytes.buffer().order(ByteOrder.LITTLE_ENDIAN);
    return new SipState(words.getLong(), words.getLong(), words.getLong(), words.getLong());
  }

  /// Returns the number for a counter, with one round before and three after: SipHash-1-3.
  long number(long counter) {
    var a = v0;
    var b = v1;
    var c = v2;
    var d = v3 ^ counter;
    for (var round = 0; round < 4; round++) {
      a += b;
      c += d;
      b = Long.rotateLeft(b, 13) ^ a;
      d = Long.rotateLeft(d, 16) ^ c;
      a = Long.rotateLeft(a, 32) + d;
      c += b;
      b = Long.rotateLeft(b, 17) ^ c;
      d = Long.rotateLeft(d, 21) ^ a;
      c = Long.rotateLeft(c, 32);
      if (round == 0) {
        a ^= counter;
        c ^= 0xff;
      }
    }
    return a ^ b ^ c ^ d;
  }
}
