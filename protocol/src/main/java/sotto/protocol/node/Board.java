package sotto.protocol.node;

import java.time.Duration;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus;
import sotto.spi.Network;
import sotto.spi.NetworkStatus;

/// Tells those who wait for it that something about the node changed.
///
/// Safe for use by any number of threads. It holds no history: whoever is slow misses what was
/// overtaken.
public final class Board {

  /// How long a follower waits for news before it asks again; any long time would do.
  private static final Duration WATCH = Duration.ofMinutes(5);

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

  /// Says that something changed whenever a network's status does, until that is closed.
  void follow(Network network, Carrier.Arrivals arrivals) throws InterruptedException {
    var seen = -1L;
    var usable = false;
    while (true) {
      var now = network.awaitStatus(seen, WATCH);
      if (now.sequence() > seen) {
        seen = now.sequence();
        changed();
      }
      if (now.usable() && !usable) {
        arrivals.ready();
      }
      usable = now.usable();
      if (now.phase() == NetworkStatus.Phase.CLOSED) {
        return;
      }
    }
  }

  /// Says that something changed whenever a listener's status does, until that is closed.
  void follow(Listener listener) throws InterruptedException {
    var seen = -1L;
    while (true) {
      var now = listener.awaitStatus(seen, WATCH);
      if (now.sequence() > seen) {
        seen = now.sequence();
        changed();
      }
      if (now.state() == ListenerStatus.State.CLOSED) {
        return;
      }
    }
  }
}
