package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.HexFormat;

/// A SOCKS client that says what it is told to, for tests.
///
/// One thread may read while another writes.
final class RawSocks implements AutoCloseable {

  private static final HexFormat HEX = HexFormat.of();
  private static final int REPLY = 22;

  private final SocketChannel channel;

  RawSocks(FakeTor tor) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(tor.socks()));
  }

  /// Asks for an onion's port with credentials, and does not wait for the answer.
  static RawSocks asking(FakeTor tor, String host, int port, String user) throws IOException {
    var socks = new RawSocks(tor);
    socks.write("050102");
    socks.read(2);
    socks.write("01" + counted(user) + counted("pw"));
    socks.read(2);
    socks.write("05010003" + counted(host) + "%04x".formatted(port));
    return socks;
  }

  /// Asks for an onion's port and has it.
  static RawSocks to(FakeTor tor, String onion, int port) throws IOException {
    var socks = asking(tor, onion + ".onion", port, "user");
    var code = socks.code();
    if (!code.equals("00")) {
      throw new IOException("tor says " + code);
    }
    return socks;
  }

  /// Asks for something and returns the code of the answer.
  static String code(FakeTor tor, String host, int port) throws IOException {
    try (var socks = asking(tor, host, port, "user")) {
      return socks.code();
    }
  }

  static String counted(String text) {
    var bytes = text.getBytes(ISO_8859_1);
    return "%02x".formatted(bytes.length) + HEX.formatHex(bytes);
  }

  /// Reads an answer and returns its code, or nothing if tor hung up first.
  String code() throws IOException {
    var reply = read(REPLY);
    return reply.length() < REPLY * 2 ? "" : reply.substring(2, 4);
  }

  void write(String hex) throws IOException {
    write(HEX.parseHex(hex));
  }

  void write(byte[] bytes) throws IOException {
    write(channel, bytes);
  }

  /// Reads so many bytes, or as many as there are before the end.
  String read(int count) throws IOException {
    return HEX.formatHex(read(channel, count));
  }

  /// Ends what is written, and only that.
  void shutOutput() throws IOException {
    channel.shutdownOutput();
  }

  SocketChannel channel() {
    return channel;
  }

  static void write(SocketChannel to, byte[] bytes) throws IOException {
    var rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      to.write(rest);
    }
  }

  static byte[] read(SocketChannel from, int count) throws IOException {
    var all = new ByteArrayOutputStream();
    var piece = ByteBuffer.allocate(count);
    while (all.size() < count) {
      piece.clear().limit(count - all.size());
      if (from.read(piece) < 0) {
        break;
      }
      all.writeBytes(Arrays.copyOf(piece.array(), piece.position()));
    }
    return all.toByteArray();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
