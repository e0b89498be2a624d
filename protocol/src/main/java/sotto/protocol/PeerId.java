package sotto.protocol;

import java.util.regex.Pattern;

/// Who a peer is: its Ed25519 public key (RFC 8032), 32 bytes in base32 (RFC 4648, lower case, no
/// padding).
///
/// @param text 52 characters of `a-z2-7`; reveals a peer: for its user, never for a log
public record PeerId(String text) {

  /// How long the text is, in characters.
  public static final int TEXT_LENGTH = 52;

  private static final Pattern TEXT = Pattern.compile("[a-z2-7]{51}[aq]");

  /// Checks the shape.
  ///
  /// @throws IllegalArgumentException if it is not base32 of 32 bytes
  public PeerId {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("the id of a peer is 52 characters of a-z and 2-7");
    }
  }

  /// Does not reveal which.
  @Override
  public String toString() {
    return "peer:[redacted]";
  }
}
