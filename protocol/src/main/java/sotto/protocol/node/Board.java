package sotto.protocol.node;

import java.time.Duration;

/// Tells those who wait for it that something about the node changed.
///
/// Safe for use by any number of threads. It holds no history: whoever is slow misses what was
/// overtaken.
public final class Board {

  private long sequence;
  private boolean ended;

  /// Says that something changed.
  public synchronized void changed() {
    sequence++;
    notifyAll();
  }

  /// Says that this was the last change: from now on nobody waits.
  public synchronized void end() {
    ended = true;
    changed();
  }

  /// Returns how often something changed.
  ///
  /// @return a number that only grows
  public synchronized long sequence() {
    return sequence;
  }

  /// Waits until something changed after a moment that the caller knows.
  ///
  /// @param after a number that [#sequence] gave, or -1 for any
  /// @param timeout how long to wait; zero or less does not wait
  /// @throws InterruptedException if the thread is interrupted while waiting
  public synchronized void await(long after, Duration timeout) throws InterruptedException {
    var deadline = Deadline.in(timeout);
    while (sequence <= after && !ended) {
      if (!deadline.await(this)) {
        return;
      }
    }
  }
}
