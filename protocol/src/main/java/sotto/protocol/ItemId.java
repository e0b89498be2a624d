package sotto.protocol;

import java.util.regex.Pattern;

/// Which item: the hash of everything its owner signed, 32 bytes in base32 (RFC 4648, lower case,
/// no padding).
///
/// @param text 52 characters of `a-z2-7`; reveals an item: for its user, never for a log
public record ItemId(String text) {

  /// How long the text is, in characters.
  public static final int TEXT_LENGTH = 52;

  private static final Pattern TEXT = Pattern.compile("[a-z2-7]{51}[aq]");

  /// Checks the shape.
  ///
  /// @throws IllegalArgumentException if it is not base32 of 32 bytes
  public ItemId {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("the id of an item is 52 characters of a-z and 2-7");
    }
  }

  /// Does not reveal which.
  @Override
  public String toString() {
    return "item:[redacted]";
  }
}
