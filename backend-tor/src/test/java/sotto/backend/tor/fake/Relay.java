package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// A relay that keeps descriptors; it exists as a name only.
///
/// @param name its nickname
record Relay(String name) {

  /// As many as the smallest private network has, so that each descriptor goes to four places.
  static final List<Relay> ALL =
      IntStream.rangeClosed(1, 4).mapToObj(i -> new Relay("r" + i)).toList();

  /// A service has one descriptor for each of the two periods that overlap.
  static final int DESCRIPTORS = 2;

  private static final int FINGERPRINT = 20;

  /// Returns what tor calls a long name: `$FINGERPRINT~nickname`.
  String longName() {
    var hash = Arrays.copyOf(hash(name), FINGERPRINT);
    return "$" + HexFormat.of().withUpperCase().formatHex(hash) + "~" + name;
  }

  /// Returns where on the ring of directories it stands, for one of the two periods.
  String index(int descriptor) {
    return HexFormat.of().withUpperCase().formatHex(hash(name + descriptor));
  }

  /// Returns the id of one of a service's two descriptors.
  static String descriptorId(OnionId id, int descriptor) {
    return Base64.getEncoder().withoutPadding().encodeToString(hash(id.text() + descriptor));
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
