package sotto.node.running;

import java.util.Locale;
import sotto.spi.Address;

/// Names as a person is shown them: whole only when they ask for it.
public final class Shown {

  private static final int ENDS = 4;

  private Shown() {}

  /// Returns an address, whole or as `tor:abcd…wxyz`.
  public static String address(Address address, boolean whole) {
    var text = address.text();
    if (whole) {
      return text;
    }
    var parts = text.split(":", 2);
    return parts[0] + ":" + key(parts[1], false);
  }

  /// Returns a key or an identifier, whole or as `abcd…wxyz`.
  public static String key(String text, boolean whole) {
    return whole || text.length() <= 3 * ENDS
        ? text
        : text.substring(0, ENDS) + "…" + text.substring(text.length() - ENDS);
  }

  /// Returns the word for a constant, such as `no-daemon`.
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
