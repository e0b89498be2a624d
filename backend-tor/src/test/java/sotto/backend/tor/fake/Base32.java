package sotto.backend.tor.fake;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/// Base32 of RFC 4648 without padding, for lengths that leave no odd bits.
final class Base32 {

  private static final int BITS = 5;
  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

  private Base32() {}

  static String encode(byte[] bytes) {
    var length = (bytes.length * 8 + BITS - 1) / BITS;
    var number = new BigInteger(1, bytes).shiftLeft(length * BITS - bytes.length * 8);
    var text = new StringBuilder();
    for (var i = length - 1; i >= 0; i--) {
      text.append(DIGITS.charAt(number.shiftRight(i * BITS).intValue() & 31));
    }
    return text.toString();
  }

  /// Returns as many bytes as fit, or nothing if a character is foreign.
  static Optional<byte[]> decode(String text, int size) {
    if (text.length() != (size * 8 + BITS - 1) / BITS) {
      return Optional.empty();
    }
    var number = BigInteger.ZERO;
    for (var c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      var digit = DIGITS.indexOf(c);
      if (digit < 0) {
        return Optional.empty();
      }
      number = number.shiftLeft(BITS).or(BigInteger.valueOf(digit));
    }
    var bytes = number.shiftRight(text.length() * BITS - size * 8).toByteArray();
    var padded = new byte[size];
    var count = Math.min(size, bytes.length);
    System.arraycopy(bytes, bytes.length - count, padded, size - count, count);
    return Optional.of(padded);
  }
}
