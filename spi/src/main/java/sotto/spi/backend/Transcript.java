package sotto.spi.backend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// What is signed or hashed, in a form in which no two things look alike: a domain and parts, each
/// with its length before it (K6).
public final class Transcript {

  private Transcript() {}

  /// Puts a domain and parts together.
  ///
  /// @param domain what it is for, such as `sotto/tor/proof`; ASCII
  /// @param parts what it says
  /// @return for the domain and then for each part: its length, 4 bytes with the highest first, and
  ///   its bytes
  public static byte[] of(String domain, byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    append(bytes, domain.getBytes(US_ASCII));
    for (var part : parts) {
      append(bytes, part);
    }
    return bytes.toByteArray();
  }

  private static void append(ByteArrayOutputStream bytes, byte[] part) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    bytes.writeBytes(part);
  }
}
