package sotto.backend.tor.core;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sotto.backend.tor.control.Endpoint;
import sotto.spi.backend.Crew;

/// Where tor hands over the streams of one onion service: a local socket and a thread that accepts.
final class Door {

  /// How many connections the kernel holds until the thread takes them.
  static final int KERNEL_BACKLOG_MAX = 128;

  /// How long to wait after the machine had no more file descriptors, so as not to spin.
  private static final Duration BREATH = Duration.ofMillis(100);

  private final ServerSocketChannel server;
  private final Endpoint endpoint;
  private final Entry entry;
  private final Runnable cleaning;
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Takes over a socket that is bound.
  ///
  /// @param endpoint where it is, as tor is told
  /// @param entry takes each connection, and owns it
  /// @param cleaning removes what the socket leaves behind; never throws
  Door(ServerSocketChannel server, Endpoint endpoint, Entry entry, Runnable cleaning) {
    this.server = server;
    this.endpoint = endpoint;
    this.entry = entry;
    this.cleaning = cleaning;
  }

  void open(Crew crew) {
    crew.start(this::accept);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  void close() {
    closed.countDown();
    try {
      server.close();
    } catch (IOException e) {
      // Nothing more can be done about a socket that does not close.
    } finally {
      cleaning.run();
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        entry.enter(server.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        breathe();
      }
    }
  }

  private void breathe() {
    try {
      if (closed.await(BREATH.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      close();
    }
  }

  /// What happens to a connection.
  interface Entry {

    /// Lets it in or turns it away; returns soon.
    void enter(SocketChannel stream) throws IOException;
  }
}
