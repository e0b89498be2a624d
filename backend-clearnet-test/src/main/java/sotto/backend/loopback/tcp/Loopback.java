package sotto.backend.loopback.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// 127.0.0.1, and no way to name another address: callers give a port and nothing else.
final class Loopback {

  /// How many connections the kernel holds until the door takes them.
  private static final int KERNEL_BACKLOG_MAX = 128;

  private static final byte[] ADDRESS = {127, 0, 0, 1};

  private Loopback() {}

  static ServerSocketChannel listen(int port) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.INET);
    try {
      server.bind(at(port), KERNEL_BACKLOG_MAX);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  static SocketChannel socket() throws IOException {
    return prepare(SocketChannel.open(StandardProtocolFamily.INET));
  }

  static void connect(SocketChannel socket, int port, Duration timeout) throws IOException {
    socket.socket().connect(at(port), millis(timeout));
  }

  static SocketChannel prepare(SocketChannel socket) throws IOException {
    return socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  static int port(ServerSocketChannel server) throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  /// Returns a wait as sockets count it: whole milliseconds, for which 0 would mean for ever.
  static int millis(Duration wait) {
    var day = Duration.ofDays(1);
    return Math.max(1, (int) (wait.compareTo(day) > 0 ? day : wait).toMillis());
  }

  private static InetSocketAddress at(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port);
  }
}
