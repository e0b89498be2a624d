package sotto.tck.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import sotto.spi.Link;

/// Reads and writes whole byte strings on links.
public final class Streams {

  private static final int CHUNK = 8192;

  private Streams() {}

  /// Writes all bytes.
  public static void write(Link link, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    var written = link.write(buffer);
    Check.equal(bytes.length, written, "what write returns (L2)");
    Check.equal(0, buffer.remaining(), "what write leaves in the buffer (L2)");
  }

  /// Writes a text.
  public static void write(Link link, String text) throws IOException {
    write(link, text.getBytes(UTF_8));
  }

  /// Reads exactly so many bytes.
  public static byte[] read(Link link, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      var count = link.read(buffer);
      Check.that(count != 0, "read returned 0 though the buffer had room (L1)");
      Check.that(
          count > 0, "the link ended after %d of %d bytes".formatted(buffer.position(), length));
    }
    return buffer.array();
  }

  /// Reads exactly so many bytes, or fails at a deadline.
  public static byte[] read(Link link, int length, Duration limit) throws IOException {
    var end = System.nanoTime() + limit.toNanos();
    var buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      var left = end - System.nanoTime();
      Check.that(left > 0, "only %d of %d bytes came in time".formatted(buffer.position(), length));
      var count = link.read(buffer, Duration.ofNanos(left));
      Check.that(
          count >= 0, "the link ended after %d of %d bytes".formatted(buffer.position(), length));
    }
    return buffer.array();
  }

  /// Reads a text of so many bytes.
  public static String text(Link link, int length) throws IOException {
    return new String(read(link, length), UTF_8);
  }

  /// Reads until the peer closes.
  public static byte[] readToEnd(Link link) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(CHUNK);
    while (link.read(buffer) >= 0) {
      bytes.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return bytes.toByteArray();
  }

  /// Writes bytes and says that they come back.
  public static void echo(Link link, byte[] bytes, Duration limit) throws IOException {
    write(link, bytes);
    Check.equal(bytes, read(link, bytes.length, limit), "the echo");
  }

  /// Says that bytes written at one end arrive at the other, both ways.
  public static void alive(Link one, Link other, Duration limit) throws IOException {
    var there = "there".getBytes(UTF_8);
    var back = "and back".getBytes(UTF_8);
    write(one, there);
    Check.equal(there, read(other, there.length, limit), "what arrived");
    write(other, back);
    Check.equal(back, read(one, back.length, limit), "what came back");
  }

  /// Returns so many bytes of every value.
  public static byte[] allValues(int length) {
    var bytes = new byte[length];
    for (var i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
