package sotto.testnet.i2p;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/// Sockets for doors that open again, made beforehand: whoever counts this process's sockets before
/// and after a test would take one that is made meanwhile for something that the test left behind.
///
/// Safe for use by any number of threads.
final class Spares implements Closeable {

  /// More than the whole suite needs in one process, and few beside what a process may have open.
  private static final int SPARES_MAX = 256;

  private final Deque<ServerSocketChannel> sockets = new ArrayDeque<>();

  /// Makes none; doors that never open again need none.
  Spares() {}

  /// Makes as many as there can be; without effect the second time.
  synchronized void prepare() throws IOException {
    while (sockets.isEmpty()) {
      for (var i = 0; i < SPARES_MAX; i++) {
        sockets.add(ServerSocketChannel.open());
      }
    }
  }

  /// Takes one, or makes one if there is none left.
  synchronized ServerSocketChannel take() throws IOException {
    var spare = sockets.poll();
    return spare == null ? ServerSocketChannel.open() : spare;
  }

  @Override
  public synchronized void close() throws IOException {
    for (var spare : sockets) {
      spare.close();
    }
    sockets.clear();
  }
}
