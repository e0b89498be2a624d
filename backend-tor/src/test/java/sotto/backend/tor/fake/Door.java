package sotto.backend.tor.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A unix socket that a fake listens on, with a virtual thread for each visitor.
///
/// It can be shut and opened again, which clients see as a socket that is gone and back. In truth
/// its file is moved away and back: so a dead daemon comes and goes without a new file descriptor
/// in this process, whose descriptors the suite counts.
///
/// Safe for use by any number of threads.
final class Door implements AutoCloseable {

  /// The kernel takes 107, and tor's own limit for a path is about the same.
  private static final int PATH_MAX = 100;

  private final Path path;
  private final Path away;
  private final Consumer<SocketChannel> host;
  private final ServerSocketChannel server;
  private final Map<SocketChannel, Thread> visitors = new HashMap<>();
  private final Thread doorman;
  private boolean open = true;

  Door(Path path, Consumer<SocketChannel> host) throws IOException {
    if (path.toString().length() > PATH_MAX) {
      throw new IOException("the path of a socket is too long");
    }
    this.path = path;
    this.away = path.resolveSibling(path.getFileName() + ".away");
    this.host = host;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    doorman = Thread.ofVirtual().name("fake-tor-door").start(this::admit);
  }

  private void admit() {
    try {
      while (true) {
        enter(server.accept());
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private synchronized void enter(SocketChannel visitor) throws IOException {
    if (!open) {
      visitor.close();
      return;
    }
    var thread = Thread.ofVirtual().name("fake-tor-visitor").unstarted(() -> receive(visitor));
    visitors.put(visitor, thread);
    thread.start();
  }

  private void receive(SocketChannel visitor) {
    try (visitor) {
      host.accept(visitor);
    } catch (IOException _) {
      // It is closed all the same.
    } finally {
      synchronized (this) {
        visitors.remove(visitor);
      }
    }
  }

  /// Tells whether anybody is connected.
  synchronized boolean busy() {
    return !visitors.isEmpty();
  }

  /// Hangs up on everybody, and takes the socket away.
  synchronized void shut() {
    if (open) {
      open = false;
      move(path, away);
    }
    hangUp();
  }

  /// Puts the socket back.
  synchronized void reopen() {
    if (!open) {
      open = true;
      move(away, path);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Hangs up on everybody.
  synchronized void hangUp() {
    for (var visitor : visitors.keySet()) {
      try {
        visitor.close();
      } catch (IOException _) {
        // It is closed all the same.
      }
    }
  }

  /// Closes the socket and waits until nobody is inside.
  @Override
  public void close() {
    List<Thread> inside;
    synchronized (this) {
      shut();
      inside = List.copyOf(visitors.values());
    }
    try (server) {
      // Closing it ends the doorman.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      doorman.join();
      for (var visitor : inside) {
        visitor.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
