package sotto.testnet.i2p.routers;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// Passes on what comes in at one place to another: from a unix socket to a port of this machine,
/// or the other way. Unix sockets work across network namespaces, so that two bridges join a port
/// outside to a port inside, and nothing else can pass.
public final class Bridge implements Closeable {

  private static final int BUFFER_BYTES = 65_536;

  private final ServerSocketChannel entry;
  private final SocketAddress exit;
  private final Runnable noticed;

  private Bridge(ServerSocketChannel entry, SocketAddress exit, Runnable noticed) {
    this.entry = entry;
    this.exit = exit;
    this.noticed = noticed;
  }

  /// Opens a bridge from a unix socket to a port.
  ///
  /// @param socket the path of a unix socket, which is made
  /// @param port a port of 127.0.0.1
  /// @return the bridge
  /// @throws IOException if the socket cannot be made
  public static Bridge toPort(Path socket, int port) throws IOException {
    return open(UnixDomainSocketAddress.of(socket), loopback(port), () -> {});
  }

  /// Opens a bridge from a unix socket to a port, and tells whenever something passes inwards.
  static Bridge toPort(Path socket, int port, Runnable noticed) throws IOException {
    return open(UnixDomainSocketAddress.of(socket), loopback(port), noticed);
  }

  /// Opens a bridge from a port to a unix socket.
  ///
  /// @param port a port of 127.0.0.1, which is opened
  /// @param socket the path of a unix socket
  /// @return the bridge
  /// @throws IOException if the port cannot be opened
  public static Bridge fromPort(int port, Path socket) throws IOException {
    return open(loopback(port), UnixDomainSocketAddress.of(socket), () -> {});
  }

  private static Bridge open(SocketAddress from, SocketAddress to, Runnable noticed)
      throws IOException {
    var entry = listen(from);
    var bridge = new Bridge(entry, to, noticed);
    Thread.ofVirtual().name("bridge").start(bridge::run);
    return bridge;
  }

  /// Opens a server on a unix socket or a port.
  ///
  /// @param at where
  /// @return the server
  /// @throws IOException if the place is taken
  public static ServerSocketChannel listen(SocketAddress at) throws IOException {
    var server =
        at instanceof UnixDomainSocketAddress
            ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            : ServerSocketChannel.open();
    try {
      return server.bind(at);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /// Connects to a unix socket or a port.
  ///
  /// @param to where
  /// @return the connection
  /// @throws IOException if nobody listens there
  public static SocketChannel connect(SocketAddress to) throws IOException {
    var channel = SocketChannel.open(to);
    prompt(channel);
    return channel;
  }

  /// Names a port of this machine.
  ///
  /// @param port the port
  /// @return its address
  public static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /// Sends what is small at once, where that can be said.
  ///
  /// @param channel a connection
  /// @throws IOException if it is closed
  public static void prompt(SocketChannel channel) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  private void run() {
    while (entry.isOpen()) {
      try {
        join(entry.accept());
      } catch (IOException _) {
        // Closed, or the other end is not there: whoever came in finds the connection closed.
      }
    }
  }

  private void join(SocketChannel one) throws IOException {
    try {
      prompt(one);
      var other = connect(exit);
      Thread.ofVirtual().name("bridge out").start(() -> pass(one, other, noticed));
      Thread.ofVirtual().name("bridge in").start(() -> pass(other, one, () -> {}));
    } catch (IOException e) {
      one.close();
      throw e;
    }
  }

  /// Passes bytes on to the end, which is the end of both directions.
  private static void pass(SocketChannel from, SocketChannel to, Runnable noticed) {
    var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (from;
        to) {
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        noticed.run();
      }
    } catch (IOException _) {
      // The end, too.
    }
  }

  /// Takes nobody in any more; what is connected stays.
  @Override
  public void close() throws IOException {
    entry.close();
  }
}
