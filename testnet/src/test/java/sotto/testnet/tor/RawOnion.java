package sotto.testnet.tor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashSet;

/// An onion service by bare control commands, whose every visitor is told the same few bytes, and a
/// visitor by bare SOCKS.
final class RawOnion implements AutoCloseable {

  static final String PAGE = "HTTP/1.0 200 OK\r\nContent-Length: 10\r\n\r\nsotto voce";

  private static final int ANSWER = 4;

  private final Control control;
  private final ServerSocketChannel door;
  private final String address;

  RawOnion(TorClient client, Path door) throws IOException {
    this.door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    this.door.bind(UnixDomainSocketAddress.of(door));
    Thread.ofVirtual().name("raw-onion").start(this::serve);
    control = Control.open(client.control(), client.cookie());
    control.ask("SETEVENTS HS_DESC");
    address =
        control
            .ask("ADD_ONION NEW:ED25519-V3 Flags=DiscardPK Port=80,unix:" + door)
            .getFirst()
            .substring("ServiceID=".length());
  }

  /// Waits until both descriptors were made, and every directory that one was sent to has it
  /// (control-spec, section 4.1.25).
  RawOnion published() throws IOException {
    var created = new HashSet<String>();
    var sent = new HashSet<String>();
    var open = 0;
    while (created.size() < 2 || !sent.containsAll(created) || open > 0) {
      var words = control.line().split(" ", -1);
      switch (words[2]) {
        case "CREATED" -> created.add(words[6]);
        case "UPLOAD" -> {
          sent.add(words[6]);
          open++;
        }
        case "UPLOADED" -> open--;
        default -> throw new IOException("A descriptor was not taken.");
      }
    }
    return this;
  }

  String name() {
    return address + ".onion";
  }

  private void serve() {
    while (true) {
      try (var visitor = door.accept()) {
        visitor.write(ByteBuffer.wrap(PAGE.getBytes(US_ASCII)));
      } catch (IOException _) {
        if (!door.isOpen()) {
          return;
        }
      }
    }
  }

  /// Visits it (RFC 1928 and RFC 1929), isolated from other visits.
  String visit(TorClient from, String user) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(from.socks()))) {
      var name = user.getBytes(US_ASCII);
      var host = name().getBytes(US_ASCII);
      send(channel, new byte[] {5, 1, 2});
      read(channel, 2);
      send(channel, new byte[] {1, (byte) name.length}, name, new byte[] {1, 'p'});
      read(channel, 2);
      send(channel, new byte[] {5, 1, 0, 3, (byte) host.length}, host, new byte[] {0, 80});
      var answer = read(channel, ANSWER);
      // The address that tor is bound to, of four bytes or of sixteen, and a port.
      read(channel, answer[3] == 1 ? 6 : 18);
      if (answer[1] != 0) {
        throw new EOFException("SOCKS reply " + answer[1]);
      }
      return new String(read(channel, PAGE.length()), US_ASCII);
    }
  }

  private static void send(SocketChannel channel, byte[]... parts) throws IOException {
    var buffer = ByteBuffer.allocate(512);
    for (var part : parts) {
      buffer.put(part);
    }
    channel.write(buffer.flip());
  }

  private static byte[] read(SocketChannel channel, int count) throws IOException {
    var buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("hung up");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    try (control) {
      door.close();
    }
  }
}
