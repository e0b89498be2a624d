package sotto.tck.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/// The newest of a growing sequence of statuses, to look at and to wait for.
///
/// Safe for use by any number of threads.
final class Cell<S> {

  private static final int HISTORY_BYTES = 16 << 10;

  private final ToLongFunction<S> sequence;
  private final Bugs bugs;
  private final List<S> history = new ArrayList<>();
  private final List<byte[]> ballast = new ArrayList<>();
  private S value;
  private boolean last;

  Cell(S first, ToLongFunction<S> sequence, Bugs bugs) {
    this.value = first;
    this.sequence = sequence;
    this.bugs = bugs;
    keep(first);
  }

  private void keep(S next) {
    if (bugs.has(Bug.SHOWS_EVERY_STATUS_IN_TURN)) {
      history.add(next);
    }
    if (bugs.has(Bug.KEEPS_STATUS_HISTORY)) {
      ballast.add(new byte[HISTORY_BYTES]);
    }
  }

  synchronized S value() {
    return value;
  }

  /// Sets what comes next, unless the last was set already.
  synchronized void next(LongFunction<S> make) {
    if (!last) {
      value = make.apply(next(sequence.applyAsLong(value)));
      keep(value);
      notifyAll();
    }
  }

  /// Sets what nothing follows.
  synchronized void last(LongFunction<S> make) {
    next(make);
    last = true;
  }

  synchronized S await(long after, Duration timeout) throws InterruptedException {
    var wait = Wait.of(timeout);
    var known = bugs.has(Bug.HIDES_THE_FIRST_STATUS) ? Math.max(0, after) : after;
    while (sequence.applyAsLong(value) <= known && !last && pause(wait)) {
      // Look again.
    }
    if (bugs.has(Bug.SHOWS_EVERY_STATUS_IN_TURN)) {
      return history.get((int) Math.min(Math.max(0, after + 1), history.size() - 1L));
    }
    return value;
  }

  private boolean pause(Wait wait) throws InterruptedException {
    try {
      return wait.on(this);
    } catch (InterruptedException e) {
      if (bugs.has(Bug.LOSES_INTERRUPTS)) {
        return true;
      }
      throw e;
    }
  }

  private long next(long now) {
    return bugs.has(Bug.COUNTS_BACKWARDS) ? Math.max(0, now - 1) : now + 1;
  }
}
