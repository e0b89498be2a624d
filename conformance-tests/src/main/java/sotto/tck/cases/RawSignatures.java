package sotto.tck.cases;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// Looks for an Ed25519 key (RFC 8032) in public bytes, with which a plain signature would hold.
final class RawSignatures {

  private static final int KEY_LENGTH = 32;
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private RawSignatures() {}

  /// Tells whether any 32 bytes in a row are a key for which a signature over a message holds.
  static boolean holdsFor(byte[] publicBytes, byte[] message, byte[] signature) {
    for (var i = 0; i + KEY_LENGTH <= publicBytes.length; i++) {
      if (verify(Arrays.copyOfRange(publicBytes, i, i + KEY_LENGTH), message, signature)) {
        return true;
      }
    }
    return false;
  }

  private static boolean verify(byte[] key, byte[] message, byte[] signed) {
    try {
      var encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_LENGTH);
      System.arraycopy(key, 0, encoded, X509_PREFIX.length, KEY_LENGTH);
      var signature = Signature.getInstance("Ed25519");
      signature.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      // Bytes that are no key, or no signature, sign nothing.
      return false;
    }
  }
}
