package sotto.backend.tor.control;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import sotto.backend.tor.control.ControlEvent.Lost;

/// Carries events to their consumer on a thread of its own, so that a consumer that blocks, or asks
/// tor something itself, holds up no reply.
///
/// Nothing is dropped: an overflow ends the session, because a missed confirmation would make a
/// listener's status wrong for ever, while a lost session is one that everybody recovers from.
final class Courier {

  /// The most events that wait: a hundred onions publish at once, with sixteen uploads each, two
  /// events an upload.
  static final int WAITING_MAX = 4_096;

  private final Consumer<ControlEvent> consumer;
  private final Queue<ControlEvent> waiting = new ArrayDeque<>();
  private boolean over;

  Courier(Consumer<ControlEvent> consumer) {
    this.consumer = consumer;
  }

  /// Takes an event along.
  ///
  /// @return whether there was room
  synchronized boolean post(ControlEvent event) {
    if (over) {
      return true;
    }
    if (waiting.size() >= WAITING_MAX) {
      return false;
    }
    waiting.add(event);
    notifyAll();
    return true;
  }

  /// Takes the last event along, if the session was lost, and ends after it.
  synchronized void end(Lost lost) {
    if (!over) {
      over = true;
      waiting.add(lost);
      notifyAll();
    }
  }

  /// Ends at once; what waits is forgotten, as its consumer wants to hear no more.
  synchronized void end() {
    over = true;
    waiting.clear();
    notifyAll();
  }

  /// Delivers until the end.
  void run() throws InterruptedException {
    for (var event = next(); event.isPresent(); event = next()) {
      consumer.accept(event.get());
    }
  }

  private synchronized java.util.Optional<ControlEvent> next() throws InterruptedException {
    while (waiting.isEmpty() && !over) {
      wait();
    }
    return java.util.Optional.ofNullable(waiting.poll());
  }
}
