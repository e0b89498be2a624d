package sotto.spi.backend;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import sotto.spi.Link;
import sotto.spi.NetworkException.NetworkClosed;

/// Links that arrived and wait to be accepted; bounded, so that what cannot wait is refused (V7).
final class Backlog {

  /// How many links can wait: four times what the SPI asks for, and few enough to hold cheaply.
  static final int LINKS_MAX = 64;

  private final Gate gate;
  private final Deque<Link> links = new ArrayDeque<>();
  private boolean closed;

  Backlog(Gate gate) {
    this.gate = gate;
  }

  /// Takes a link in, unless there is no room or nobody will come for it.
  boolean offer(Link link) {
    gate.enter();
    try {
      if (closed || links.size() >= LINKS_MAX) {
        return false;
      }
      links.add(link);
      gate.changed();
      return true;
    } finally {
      gate.leave();
    }
  }

  /// Waits for the next link that is still open at our end.
  Optional<Link> poll(Duration timeout) throws NetworkClosed, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    gate.enter();
    try {
      var deadline = gate.deadline(timeout);
      do {
        if (closed) {
          throw new NetworkClosed("This listener is closed. What to do: listen again.");
        }
        if (!links.isEmpty()) {
          return Optional.of(links.remove());
        }
      } while (gate.await(deadline));
      // A link may have come in the very moment in which the time ran out.
      return Optional.ofNullable(closed ? null : links.poll());
    } finally {
      gate.leave();
    }
  }

  /// Ends every wait, now and later.
  ///
  /// @return the links that nobody accepted
  List<Link> close() {
    gate.enter();
    try {
      closed = true;
      var waiting = new ArrayList<>(links);
      links.clear();
      gate.changed();
      return waiting;
    } finally {
      gate.leave();
    }
  }
}
