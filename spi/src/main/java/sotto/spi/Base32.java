package sotto.spi;

import java.util.Optional;

/// Base32 of RFC 4648, section 6, in lower case, without padding, and canonical: every byte string
/// has exactly one text.
///
/// The JDK has no base32, and this module has no dependencies.
final class Base32 {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  private Base32() {}

  static String encode(byte[] bytes) {
    var text = new StringBuilder((bytes.length * 8 + 4) / 5);
    var buffer = 0;
    var bits = 0;
    for (var b : bytes) {
      buffer = (buffer << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt((buffer >>> bits) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
    }
    return text.toString();
  }

  /// Returns the bytes, or nothing if a character is foreign, the length is impossible, or the bits
  /// that are left over are not zero. Upper case is read as lower case.
  static Optional<byte[]> decode(String text) {
    var bytes = new byte[text.length() * 5 / 8];
    var buffer = 0;
    var bits = 0;
    var at = 0;
    for (var i = 0; i < text.length(); i++) {
      var value = value(text.charAt(i));
      if (value < 0) {
        return Optional.empty();
      }
      buffer = (buffer << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >>> bits);
      }
      buffer &= (1 << bits) - 1;
    }
    return bits < 5 && buffer == 0 ? Optional.of(bytes) : Optional.empty();
  }

  private static int value(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
  }
}
