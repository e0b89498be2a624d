package sotto.backend.loopback.tcp;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sotto.spi.backend.Crew;

/// Where connections for one listener come in: a server socket, a thread that accepts, and one
/// thread for each exchange that is going on.
final class Door {

  /// How many exchanges go on at once. When there are more, the oldest has to go: an honest one
  /// takes milliseconds, so that whoever drips bytes only displaces others of his kind.
  static final int EXCHANGES_MAX = 64;

  /// How long to wait after the machine had no more file descriptors, so as not to spin.
  private static final Duration BREATH = Duration.ofMillis(100);

  private final ServerSocketChannel server;
  private final Crew crew;
  private final Consumer<SocketChannel> doorkeeper;
  private final Deque<SocketChannel> exchanges = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final int port;

  /// Opens the door.
  ///
  /// @param port which port of 127.0.0.1, or 0 for any
  /// @param doorkeeper carries one exchange out on a thread of its own, and owns the connection
  /// @throws IOException if the port is taken, or no port can be had
  Door(int port, Crew crew, Consumer<SocketChannel> doorkeeper) throws IOException {
    this.server = Loopback.listen(port);
    this.port = Loopback.port(server);
    this.crew = crew;
    this.doorkeeper = doorkeeper;
  }

  void open() {
    crew.start(this::accept);
  }

  int port() {
    return port;
  }

  void close() {
    closed.countDown();
    closeQuietly(server::close);
    synchronized (exchanges) {
      new ArrayList<>(exchanges).forEach(caller -> closeQuietly(caller::close));
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        enter(server.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        breathe();
      }
    }
  }

  private void enter(SocketChannel caller) {
    synchronized (exchanges) {
      if (exchanges.size() >= EXCHANGES_MAX) {
        closeQuietly(exchanges.remove()::close);
      }
      exchanges.add(caller);
    }
    crew.start(
        () -> {
          try {
            doorkeeper.accept(caller);
          } finally {
            leave(caller);
          }
        });
  }

  private void leave(SocketChannel caller) {
    synchronized (exchanges) {
      exchanges.remove(caller);
    }
  }

  private void breathe() {
    try {
      closed.await(BREATH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      close();
    }
  }

  private static void closeQuietly(Closing closing) {
    try {
      closing.close();
    } catch (IOException e) {
      // Nothing more can be done about a socket that does not close.
    }
  }

  private interface Closing {
    void close() throws IOException;
  }
}
