package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import sotto.tck.Fault;

/// One client of a fake's SOCKS port, from its greeting to the end of its stream (RFC 1928 and
/// 1929, as tor has them).
///
/// Confined to the visitor's thread.
final class SocksCall {

  private static final int VERSION = 5;
  private static final int NO_AUTH = 0;
  private static final int PASSWORD = 2;
  private static final int CONNECT = 1;
  private static final int RESOLVE = 0xf0;
  private static final int ENDLESS_MAX = 1024;
  private static final int PIECE = 64 << 10;
  private static final String HTTP = "HTTP/1.0 501 Tor is not an HTTP Proxy\r\n\r\n";

  private final Daemon tor;
  private final SocketChannel channel;
  private byte[] early = {};

  SocksCall(Daemon tor, SocketChannel channel) {
    this.tor = tor;
    this.channel = channel;
  }

  void run() {
    try {
      var version = next();
      tor.awaitSound();
      if (nonsense()) {
        return;
      }
      if (version == VERSION) {
        greet();
      } else if (version == 'G' || version == 'H' || version == 'P') {
        send(HTTP.getBytes(ISO_8859_1));
      }
      drain();
    } catch (IOException | InterruptedException _) {
      // The client is gone, or this tor is.
    }
  }

  /// Reads what is there, so that the client sees an end and not a reset, as with tor.
  private void drain() throws IOException {
    if (channel.isOpen()) {
      channel.configureBlocking(false);
      var rest = ByteBuffer.allocate(PIECE);
      while (channel.read(rest) > 0) {
        rest.clear();
      }
    }
  }

  private boolean nonsense() throws IOException {
    if (tor.has(Fault.DAEMON_GARBLED)) {
      send("?? what do you mean\r\n".getBytes(ISO_8859_1));
      return true;
    }
    if (!tor.has(Fault.DAEMON_OVERSIZED)) {
      return false;
    }
    var piece = new byte[PIECE];
    Arrays.fill(piece, (byte) 0xa5);
    for (var i = 0; i < ENDLESS_MAX && tor.has(Fault.DAEMON_OVERSIZED); i++) {
      send(piece);
    }
    return true;
  }

  private void greet() throws IOException, InterruptedException {
    var methods = take(next());
    if (contains(methods, PASSWORD)) {
      send(new byte[] {VERSION, PASSWORD});
      if (next() != 1) {
        send(SocksReply.FAILED.bytes());
        return;
      }
      var user = new String(take(next()), ISO_8859_1);
      var password = new String(take(next()), ISO_8859_1);
      send(new byte[] {1, 0});
      request(user, password);
    } else if (contains(methods, NO_AUTH)) {
      send(new byte[] {VERSION, NO_AUTH});
      request("", "");
    } else {
      send(new byte[] {VERSION, (byte) 0xff});
    }
  }

  private static boolean contains(byte[] methods, int method) {
    for (var each : methods) {
      if (each == method) {
        return true;
      }
    }
    return false;
  }

  private void request(String user, String password) throws IOException, InterruptedException {
    if (next() != VERSION) {
      send(new byte[] {0, 0x5b, 0, 0, 0, 0, 0, 0});
      return;
    }
    var command = next();
    next();
    var host = host(next());
    if (host.filter(name -> !name.isEmpty()).isEmpty()) {
      send(SocksReply.FAILED.brief());
      return;
    }
    var port = next() << 8 | next();
    tor.awaitSound();
    if (command == CONNECT) {
      connect(new Dial(tor, host.get(), port, user, password));
    } else {
      if (command >= RESOLVE) {
        tor.leak(host.get(), port);
      }
      send(SocksReply.UNKNOWN_COMMAND.brief());
    }
  }

  /// Returns the host that is asked for, or nothing if it is written in no way that there is.
  private Optional<String> host(int type) throws IOException {
    return switch (type) {
      case 1 -> Optional.of("ip4:" + Arrays.toString(take(4)));
      case 3 -> Optional.of(new String(take(next()), ISO_8859_1));
      case 4 -> Optional.of("ip6:" + Arrays.toString(take(16)));
      default -> Optional.empty();
    };
  }

  private void connect(Dial dial) throws IOException, InterruptedException {
    if (tor.has(Fault.DAEMON_HANGS_UP)) {
      // Nobody at the far end may learn of a dial that will not be answered.
      var half = SocksReply.OPEN.bytes();
      send(Arrays.copyOf(half, half.length / 2));
      return;
    }
    var written = tor.atomically(() -> tor.script().dial());
    if (written.isPresent()) {
      send(SocksReply.bytes(written.get()));
      return;
    }
    var end = dial.run(this::goneMeanwhile);
    switch (end) {
      case Dial.End.Gone _ -> {}
      case Dial.End.Refused(var reply) -> send(reply.bytes());
      case Dial.End.Open(var far, var service) -> {
        var stream = new Stream(tor, channel, far, service);
        if (Guests.join(stream)) {
          carry(stream);
        } else {
          stream.end();
        }
      }
    }
  }

  private void carry(Stream stream) throws IOException, InterruptedException {
    try {
      send(SocksReply.OPEN.bytes());
      stream.run(early);
    } finally {
      stream.end();
      Guests.leave(stream);
    }
  }

  /// Tells whether the client hung up while it waited; what it said instead is kept.
  private boolean goneMeanwhile() throws IOException {
    var piece = ByteBuffer.allocate(PIECE);
    channel.configureBlocking(false);
    var count = channel.read(piece);
    channel.configureBlocking(true);
    early = Arrays.copyOf(piece.array(), Math.max(0, count));
    return count < 0;
  }

  private void send(byte[] bytes) throws IOException {
    var rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  private int next() throws IOException {
    return take(1)[0] & 0xff;
  }

  private byte[] take(int count) throws IOException {
    var bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException();
      }
    }
    return bytes.array();
  }
}
