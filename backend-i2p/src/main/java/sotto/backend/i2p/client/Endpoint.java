package sotto.backend.i2p.client;

import java.util.regex.Pattern;

/// Where a router takes I2CP: a port of this machine, and of no other.
///
/// @param six whether it is the loopback address of IPv6, not of IPv4
/// @param port 1 to 65535
public record Endpoint(boolean six, int port) {

  private static final Pattern FORM =
      Pattern.compile("(127\\.0\\.0\\.1|\\[::1]):([1-9][0-9]{0,4})");
  private static final int PORT_MAX = 65_535;

  /// Checks the range.
  public Endpoint {
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("a port is 1 to 65535");
    }
  }

  /// Reads the text form. Names are refused, for they would have to be looked up.
  ///
  /// @param text such as `127.0.0.1:7654` or `[::1]:7654`
  /// @return the endpoint
  /// @throws IllegalArgumentException if it is anything else
  public static Endpoint parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "it must be 127.0.0.1 or [::1], a colon and a port; I2CP is not encrypted, so a router of"
              + " another machine is out of the question");
    }
    return new Endpoint(text.startsWith("["), Integer.parseInt(match.group(2)));
  }

  /// Returns the address, without brackets.
  String host() {
    return six ? "::1" : "127.0.0.1";
  }

  /// Returns the bytes of the address.
  byte[] bytes() {
    var bytes = new byte[six ? 16 : 4];
    bytes[bytes.length - 1] = 1;
    if (!six) {
      bytes[0] = 127;
    }
    return bytes;
  }
}
