package sotto.tck.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.NetworkException.NetworkClosed;

/// A peer that sends back what it reads, on every link that it accepts.
final class Echo {

  private static final int CHUNK = 16_384;

  private Echo() {}

  /// Serves until the listener is closed, and returns how many links came.
  static int serve(Bench bench, Listener listener) throws IOException, InterruptedException {
    var links = 0;
    while (true) {
      try {
        var link = listener.accept();
        links++;
        bench.start("echo-link", () -> sendBack(link));
      } catch (NetworkClosed _) {
        return links;
      }
    }
  }

  private static long sendBack(Link link) {
    var buffer = ByteBuffer.allocate(CHUNK);
    var count = 0L;
    try (link) {
      while (link.read(buffer) >= 0) {
        buffer.flip();
        count += buffer.remaining();
        link.write(buffer);
        buffer.clear();
      }
      return count;
    } catch (IOException _) {
      // The dialler decides when an echo is over; how it ends is the business of other cases.
      return count;
    }
  }
}
