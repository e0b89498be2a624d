package sotto.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import sotto.testnet.tor.TorClient;

/// An onion service and streams to it with nothing between tor and the caller: what the backend is
/// compared with.
///
/// Control protocol: control-spec, sections 3.5, 3.27 and 4.1.25. SOCKS: RFC 1928 and 1929.
final class RawOnion implements Closeable {

  private static final int PORT = 7080;
  private static final int SOCKS_REPLY = 10;
  private static final int UPLOADS = 2;

  private final SocketChannel control;
  private final ServerSocketChannel server;
  private final Path directory;
  private final String host;

  private RawOnion(SocketChannel control, ServerSocketChannel server, Path directory, String host) {
    this.control = control;
    this.server = server;
    this.directory = directory;
    this.host = host;
  }

  /// Has a tor serve a new onion, and returns when directories have its descriptors.
  static RawOnion served(TorClient tor) throws IOException {
    var directory = Files.createTempDirectory("raw");
    var socket = UnixDomainSocketAddress.of(directory.resolve("s"));
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(socket);
    var control = SocketChannel.open(UnixDomainSocketAddress.of(tor.control()));
    var lines = new BufferedReader(Channels.newReader(control, US_ASCII));
    var cookie = HexFormat.of().formatHex(Files.readAllBytes(tor.cookie()));
    say(control, lines, "AUTHENTICATE " + cookie, "250 OK");
    say(control, lines, "SETEVENTS HS_DESC", "250 OK");
    var key =
        "ADD_ONION NEW:ED25519-V3 Flags=DiscardPK Port=%d,unix:%s"
            .formatted(PORT, socket.getPath());
    var named = say(control, lines, key, "250-ServiceID=");
    var host = named.substring("250-ServiceID=".length()) + ".onion";
    for (var uploads = 0; uploads < UPLOADS; ) {
      var line = lines.readLine();
      if (line == null) {
        throw new IOException("tor hung up");
      }
      if (line.contains(" HS_DESC UPLOADED ")) {
        uploads++;
      }
    }
    return new RawOnion(control, server, directory, host);
  }

  private static String say(
      SocketChannel control, BufferedReader lines, String command, String expected)
      throws IOException {
    control.write(US_ASCII.encode(command + "\r\n"));
    var line = lines.readLine();
    if (line == null || !line.startsWith(expected)) {
      throw new IOException("tor says " + line);
    }
    return line;
  }

  /// Opens a stream to it through another tor.
  SocketChannel dial(TorClient through) throws IOException {
    var stream = SocketChannel.open(UnixDomainSocketAddress.of(through.socks()));
    var replies = new DataInputStream(Channels.newInputStream(stream));
    stream.write(ByteBuffer.wrap(new byte[] {5, 1, 0}));
    require(replies.readShort() == 0x0500);
    var name = host.getBytes(US_ASCII);
    var request = ByteBuffer.allocate(7 + name.length);
    request.put(new byte[] {5, 1, 0, 3, (byte) name.length}).put(name).putShort((short) PORT);
    stream.write(request.flip());
    var reply = replies.readNBytes(SOCKS_REPLY);
    require(reply.length == SOCKS_REPLY && reply[1] == 0);
    return stream;
  }

  /// Takes the next stream.
  SocketChannel accept() throws IOException {
    return server.accept();
  }

  private static void require(boolean good) throws IOException {
    if (!good) {
      throw new IOException("tor does not connect");
    }
  }

  @Override
  public void close() throws IOException {
    control.close();
    server.close();
    Files.deleteIfExists(directory.resolve("s"));
    Files.delete(directory);
  }
}
