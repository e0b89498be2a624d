package sotto.backend.tor.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/// What a program prints, drained so that it never waits for us, and the end of it kept for a
/// diagnosis. Safe for use by any number of threads.
final class Output {

  /// The lines that are kept: tor explains a failure in three or four.
  static final int LINES_MAX = 64;

  /// The characters of a line that are kept.
  static final int LINE_MAX = 1_000;

  private final Deque<String> tail = new ArrayDeque<>();
  private long count;
  private boolean ended;

  /// Drains a stream on a thread of its own until it ends.
  static Output of(InputStream stream, ThreadFactory threads) {
    var output = new Output();
    threads.newThread(() -> output.drain(stream)).start();
    return output;
  }

  /// Waits until there are more lines than some, or there will be none.
  ///
  /// @param seen how many lines the caller knows
  /// @param deadline until when, by [System#nanoTime]
  /// @return how many there are
  synchronized long await(long seen, long deadline) throws InterruptedException {
    while (count <= seen && !ended) {
      var left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return count;
  }

  /// Waits until it ends.
  ///
  /// @param deadline until when, by [System#nanoTime]
  /// @return whether it ended
  synchronized boolean awaitEnd(long deadline) throws InterruptedException {
    while (!ended && System.nanoTime() < deadline) {
      await(count, deadline);
    }
    return ended;
  }

  /// Tells whether it ended.
  synchronized boolean ended() {
    return ended;
  }

  /// Returns the last lines.
  synchronized List<String> tail() {
    return List.copyOf(tail);
  }

  private void drain(InputStream stream) {
    var line = new StringBuilder();
    var buffer = new byte[1_024];
    try (stream) {
      for (var read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        for (var c : new String(buffer, 0, read, ISO_8859_1).toCharArray()) {
          if (c == '\n') {
            add(line.toString());
            line.setLength(0);
          } else if (line.length() < LINE_MAX) {
            line.append(c);
          }
        }
      }
    } catch (IOException e) {
      // It was ended while it printed.
    }
    if (!line.isEmpty()) {
      add(line.toString());
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  private synchronized void add(String line) {
    if (tail.size() == LINES_MAX) {
      tail.removeFirst();
    }
    tail.add(line);
    count++;
    notifyAll();
  }
}
