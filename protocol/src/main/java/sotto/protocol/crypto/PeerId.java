package sotto.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.util.encoders.Base32;

/// Who a peer is: its Ed25519 public key.
///
/// The key is canonical (RFC 8032, 5.1.3: y is less than p) and not one of the eight points of
/// small order, under which anybody could sign; whether it is on the curve at all shows when a
/// signature is verified. So every peer has exactly one id.
///
/// `toString` does not reveal the key. It shows a tag such as `peer:~k3f9`, by which one process
/// can tell two peers apart in its logs, made with a secret that only this process has.
///
/// Safe for use by any number of threads.
///
/// @param key the public key, 32 bytes
public record PeerId(Bytes key) {

  /// The length of a key, in bytes.
  public static final int SIZE = 32;

  private static final Pattern TEXT = Pattern.compile("[a-z2-7]{52}");
  private static final String PADDING = "====";
  private static final Bytes TAG_KEY = Bytes.owned(new SecureRandom().generateSeed(32));

  /// Checks the key.
  ///
  /// @throws IllegalArgumentException if it has not 32 bytes, is not canonical or has a small order
  public PeerId {
    if (key.size() != SIZE) {
      throw new IllegalArgumentException("a peer's key has " + SIZE + " bytes");
    }
    if (!Ed25519Rules.acceptsKey(key)) {
      throw new IllegalArgumentException("a peer's key is canonical and of large order");
    }
  }

  /// Reads the text form.
  ///
  /// @param text 52 characters, lower case
  /// @return the id
  /// @throws IllegalArgumentException if it is not the text of an id
  public static PeerId parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("a peer is written as 52 of a-z and 2-7");
    }
    var id = new PeerId(Bytes.owned(Base32.decode(text.toUpperCase(Locale.ROOT).concat(PADDING))));
    if (!id.text().equals(text)) {
      throw new IllegalArgumentException("the last character of a peer's text has stray bits");
    }
    return id;
  }

  /// Returns the text form: base32 of RFC 4648, lower case, no padding. It reveals the peer: show
  /// it to a person, never to a log.
  ///
  /// @return 52 characters
  public String text() {
    return base32(key.toArray());
  }

  @Override
  public String toString() {
    var tag = Hash.sha256(TAG_KEY, key).toArray();
    return "peer:~" + base32(Arrays.copyOf(tag, 5)).substring(0, 4);
  }

  private static String base32(byte[] bytes) {
    return Base32.toBase32String(bytes).toLowerCase(Locale.ROOT).replace("=", "");
  }
}
