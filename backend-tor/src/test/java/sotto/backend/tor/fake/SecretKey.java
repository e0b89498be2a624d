package sotto.backend.tor.fake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/// An onion's key as `ADD_ONION` takes and gives it: expanded, in base64.
///
/// @param text the base64
/// @param id whose key it is
record SecretKey(String text, OnionId id) {

  private static final int SIZE = 64;
  private static final int SEED = 32;
  private static final String TYPE = "ED25519-V3";

  /// Reads or makes the key that a first argument of `ADD_ONION` asks for.
  static SecretKey of(String argument) throws Refused {
    var colon = argument.indexOf(':');
    if (colon < 0) {
      throw new Refused("512 Invalid key type/blob");
    }
    var blob = argument.substring(colon + 1);
    return switch (argument.substring(0, colon)) {
      case TYPE -> of(decode(blob));
      case "NEW" -> fresh(blob);
      default -> throw new Refused("513 Invalid key type");
    };
  }

  private static SecretKey of(byte[] expanded) {
    return new SecretKey(
        Base64.getEncoder().encodeToString(expanded), OnionId.of(Curve.publicOf(expanded)));
  }

  private static byte[] decode(String blob) throws Refused {
    try {
      var bytes = Base64.getDecoder().decode(blob);
      if (bytes.length == SIZE) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // Refused below.
    }
    throw new Refused("512 Failed to decode ED25519-V3 key");
  }

  private static SecretKey fresh(String kind) throws Refused {
    if (!kind.equals("BEST") && !kind.equals(TYPE)) {
      throw new Refused("513 Invalid key type");
    }
    var seed = new byte[SEED];
    new SecureRandom().nextBytes(seed);
    return of(expand(seed));
  }

  /// Returns the expanded secret of a seed (RFC 8032, 5.1.5).
  static byte[] expand(byte[] seed) {
    try {
      var expanded = MessageDigest.getInstance("SHA-512").digest(seed);
      expanded[0] &= (byte) 0xf8;
      expanded[SEED - 1] = (byte) ((expanded[SEED - 1] & 0x3f) | 0x40);
      return Arrays.copyOf(expanded, SIZE);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /// Returns the form in which it is given away.
  String typed() {
    return TYPE + ":" + text;
  }

  @Override
  public String toString() {
    return "key:[redacted]";
  }
}
