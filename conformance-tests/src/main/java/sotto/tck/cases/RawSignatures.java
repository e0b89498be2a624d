package sotto.tck.cases;

import java.util.Arrays;
import sotto.tck.memory.Ed25519;

/// Looks for an Ed25519 key (RFC 8032) in public bytes, with which a plain signature would hold.
final class RawSignatures {

  private static final int KEY_LENGTH = 32;

  private RawSignatures() {}

  /// Tells whether any 32 bytes in a row are a key for which a signature over a message holds.
  static boolean holdsFor(byte[] publicBytes, byte[] message, byte[] signature) {
    for (var i = 0; i + KEY_LENGTH <= publicBytes.length; i++) {
      if (Ed25519.verify(Arrays.copyOfRange(publicBytes, i, i + KEY_LENGTH), message, signature)) {
        return true;
      }
    }
    return false;
  }
}
