package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The name of an onion service, version 3: 56 characters, without `.onion` (rend-spec-v3, 6).
///
/// @param text the name in lower case
record OnionId(String text) {

  private static final int KEY = 32;
  private static final int SIZE = 35;
  private static final byte VERSION = 3;
  private static final String SUFFIX = ".onion";

  static OnionId of(byte[] publicKey) {
    var all = Arrays.copyOf(publicKey, SIZE);
    System.arraycopy(checksum(publicKey), 0, all, KEY, 2);
    all[SIZE - 1] = VERSION;
    return new OnionId(Base32.encode(all));
  }

  /// Returns the name, or nothing if its checksum or version is wrong.
  static Optional<OnionId> parse(String text) {
    return Base32.decode(text, SIZE)
        .map(all -> of(Arrays.copyOf(all, KEY)))
        .filter(id -> id.text.equals(text.toLowerCase(Locale.ROOT)));
  }

  static boolean isOnion(String host) {
    return host.toLowerCase(Locale.ROOT).endsWith(SUFFIX);
  }

  /// Returns the name in a host name, whose labels before it are ignored.
  static Optional<OnionId> ofHost(String host) {
    var name = host.substring(0, host.length() - SUFFIX.length());
    return parse(name.substring(name.lastIndexOf('.') + 1));
  }

  private static byte[] checksum(byte[] publicKey) {
    try {
      var digest = MessageDigest.getInstance("SHA3-256");
      digest.update(".onion checksum".getBytes(US_ASCII));
      digest.update(publicKey);
      digest.update(VERSION);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
