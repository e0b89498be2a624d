package sotto.spi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.Reason;

/// Where a peer is: a scheme, an identifier that means something to that scheme's backend only, and
/// perhaps a port.
///
/// Every address has one text form and one binary form, both canonical, and both work for networks
/// that this process has no backend for: such addresses are carried, compared and passed on
/// unchanged.
///
/// | form | shape | length |
/// |---|---|---|
/// | text | scheme `:` identifier in base32 (RFC 4648, lower case, no padding) and, with a port, `:` port | at most 96 characters |
/// | binary | u8 length ‖ scheme ‖ u8 length ‖ identifier ‖ u16 port, 0 for none | at most 64 bytes |
///
/// For Tor the identifier is the 35 bytes of an onion address, so that the text form is `tor:` and
/// the onion address without its suffix; for I2P it is the 32-byte hash of the destination.
///
/// - **A4** Equality and hash are over the canonical form, and both forms round-trip.
/// - **A5** Whether an identifier is valid is the business of [Addresses#check]; this type only
///   bounds it.
/// - **A6** `toString` does not reveal the address. It shows a tag by which one process can tell
///   two addresses apart in its logs, made with a key that only this process has.
public final class Address {

  /// What a port is where there is none.
  public static final int NO_PORT = 0;

  /// The longest scheme, in characters.
  public static final int SCHEME_MAX = 12;

  /// The longest identifier, in bytes: a Tor address needs 35, and the binary form stays within 64.
  public static final int ID_MAX = 48;

  /// The longest binary form, in bytes.
  public static final int BINARY_MAX = 1 + SCHEME_MAX + 1 + ID_MAX + 2;

  /// The longest text form, in characters.
  public static final int TEXT_MAX = SCHEME_MAX + 1 + (ID_MAX * 8 + 4) / 5 + 1 + 5;

  private static final int PORT_MAX = 65_535;
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9]{0,11}");
  private static final Pattern SCHEME_OF_EITHER_CASE = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,11}");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final byte[] TAG_KEY = new SecureRandom().generateSeed(32);

  private final String scheme;
  private final byte[] id;
  private final int port;

  private Address(String scheme, byte[] id, int port) {
    if (!SCHEME.matcher(scheme).matches()) {
      throw new IllegalArgumentException("a scheme is 1 to 12 of a-z and 0-9, a letter first");
    }
    if (id.length == 0 || id.length > ID_MAX) {
      throw new IllegalArgumentException("an identifier has 1 to " + ID_MAX + " bytes");
    }
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("a port is 1 to 65535, or 0 for none");
    }
    this.scheme = scheme;
    this.id = id;
    this.port = port;
  }

  /// Returns an address without a port.
  ///
  /// @param scheme 1 to 12 of `a-z0-9`, a letter first
  /// @param id 1 to 48 bytes
  /// @return the address
  /// @throws IllegalArgumentException if either is not so
  public static Address of(String scheme, byte[] id) {
    return new Address(scheme, id.clone(), NO_PORT);
  }

  /// Reads the canonical text form, of any network.
  ///
  /// @param text such as `tor:` and 56 characters, perhaps with `:80` behind; letters of either
  ///   case
  /// @return the address, whose identifier no backend has checked
  /// @throws AddressRejected if the text has another shape
  public static Address parse(String text) throws AddressRejected {
    if (text.length() > TEXT_MAX) {
      throw malformed("it is longer than " + TEXT_MAX + " characters");
    }
    var parts = text.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw malformed("its shape is scheme:identifier or scheme:identifier:port");
    }
    if (!SCHEME_OF_EITHER_CASE.matcher(parts[0]).matches()) {
      throw malformed("its scheme is not 1 to 12 of a-z and 0-9");
    }
    var scheme = parts[0].toLowerCase(Locale.ROOT);
    var id = Base32.decode(parts[1]);
    if (id.isEmpty() || id.get().length == 0 || id.get().length > ID_MAX) {
      throw malformed("its identifier is not base32 of 1 to " + ID_MAX + " bytes");
    }
    return new Address(scheme, id.get(), parts.length == 2 ? NO_PORT : port(parts[2]));
  }

  /// Reads the binary form, of any network.
  ///
  /// @param bytes exactly one address
  /// @return the address, whose identifier no backend has checked
  /// @throws AddressRejected if the bytes have another shape, or something trails
  public static Address decode(byte[] bytes) throws AddressRejected {
    if (bytes.length < 6 || bytes.length > BINARY_MAX) {
      throw malformed("its binary form has 6 to " + BINARY_MAX + " bytes");
    }
    var schemeLength = bytes[0];
    if (schemeLength < 1 || schemeLength > SCHEME_MAX || bytes.length < schemeLength + 5) {
      throw malformed("the length of its scheme is wrong");
    }
    var scheme = new String(bytes, 1, schemeLength, ISO_8859_1);
    if (!SCHEME.matcher(scheme).matches()) {
      throw malformed("its scheme is not 1 to 12 of a-z and 0-9");
    }
    var idAt = schemeLength + 2;
    var idLength = bytes[schemeLength + 1];
    if (idLength < 1 || idLength > ID_MAX || bytes.length != idAt + idLength + 2) {
      throw malformed("the length of its identifier is wrong");
    }
    var portAt = idAt + idLength;
    var port = ((bytes[portAt] & 0xff) << 8) | (bytes[portAt + 1] & 0xff);
    return new Address(scheme, Arrays.copyOfRange(bytes, idAt, portAt), port);
  }

  /// Returns the scheme, such as `tor`.
  ///
  /// @return the scheme
  public String scheme() {
    return scheme;
  }

  /// Returns a copy of the identifier.
  ///
  /// @return 1 to 48 bytes
  public byte[] id() {
    return id.clone();
  }

  /// Returns the port, if there is one.
  ///
  /// @return 1 to 65535, or nothing
  public OptionalInt port() {
    return port == NO_PORT ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /// Returns the same address with another port.
  ///
  /// @param other 1 to 65535, or [#NO_PORT]
  /// @return the address
  /// @throws IllegalArgumentException if the port is out of range
  public Address withPort(int other) {
    return new Address(scheme, id, other);
  }

  /// Returns the canonical text form. It reveals the address: show it to its owner, never to a log.
  ///
  /// @return the text
  public String text() {
    var host = scheme + ":" + Base32.encode(id);
    return port == NO_PORT ? host : host + ":" + port;
  }

  /// Returns the canonical binary form. It reveals the address.
  ///
  /// @return 6 to 64 bytes
  public byte[] encode() {
    var bytes = new byte[scheme.length() + id.length + 4];
    bytes[0] = (byte) scheme.length();
    for (var i = 0; i < scheme.length(); i++) {
      bytes[i + 1] = (byte) scheme.charAt(i);
    }
    var at = scheme.length() + 1;
    bytes[at] = (byte) id.length;
    System.arraycopy(id, 0, bytes, at + 1, id.length);
    bytes[bytes.length - 2] = (byte) (port >>> 8);
    bytes[bytes.length - 1] = (byte) port;
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that
        && port == that.port
        && scheme.equals(that.scheme)
        && Arrays.equals(id, that.id);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * scheme.hashCode() + Arrays.hashCode(id)) + port;
  }

  @Override
  public String toString() {
    return scheme + ":~" + tag();
  }

  private String tag() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(TAG_KEY);
      return Base32.encode(Arrays.copyOf(digest.digest(encode()), 5)).substring(0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static int port(String text) throws AddressRejected {
    if (!PORT.matcher(text).matches() || Integer.parseInt(text) > PORT_MAX) {
      throw malformed("its port is not 1 to 65535");
    }
    return Integer.parseInt(text);
  }

  private static AddressRejected malformed(String why) {
    return new AddressRejected(Reason.MALFORMED, "This is not an address: " + why + ".");
  }
}
