package sotto.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What an item is about: a number of 32 bits that publishers and readers agree on.
///
/// Every node stores and passes on the items of all topics, so a topic filters what is read and
/// tells nobody what a node is interested in.
///
/// @param number the number, all values allowed
public record Topic(int number) {

  /// The longest name, in bytes of UTF-8.
  public static final int NAME_MAX = 256;

  private static final byte[] DOMAIN = "sotto1/topic".getBytes(UTF_8);

  /// Returns the topic that has a name: the first four bytes, big-endian, of SHA-256 over
  /// `sotto1/topic`, a zero byte and the name in UTF-8.
  ///
  /// Two names may have the same topic, once in four thousand million pairs.
  ///
  /// @param name 1 to [#NAME_MAX] bytes in UTF-8
  /// @return the topic
  /// @throws IllegalArgumentException if the name is empty or longer
  public static Topic named(String name) {
    var bytes = name.getBytes(UTF_8);
    if (bytes.length == 0 || bytes.length > NAME_MAX) {
      throw new IllegalArgumentException("a topic's name has 1 to " + NAME_MAX + " bytes");
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(DOMAIN);
      digest.update((byte) 0);
      return new Topic(ByteBuffer.wrap(digest.digest(bytes)).getInt());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// Reads what [#text] wrote.
  ///
  /// @param text eight hexadecimal digits
  /// @return the topic
  /// @throws IllegalArgumentException if the text has another shape
  public static Topic parse(String text) {
    if (!text.matches("[0-9a-f]{8}")) {
      throw new IllegalArgumentException("a topic is written with 8 of 0-9 and a-f");
    }
    return new Topic(Integer.parseUnsignedInt(text, 16));
  }

  /// Returns the number in eight hexadecimal digits.
  ///
  /// @return the text
  public String text() {
    return "%08x".formatted(number);
  }

  /// Says nothing about which topic it is.
  @Override
  public String toString() {
    return "topic:[redacted]";
  }
}
