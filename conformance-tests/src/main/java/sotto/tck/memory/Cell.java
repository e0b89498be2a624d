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
  private final List<byte[]> history = new ArrayList<>();
  private S value;
  private boolean last;

  Cell(S first, ToLongFunction<S> sequence, Bugs bugs) {
    this.value = first;
    this.sequence = sequence;
    this.bugs = bugs;
  }

  synchronized S value() {
    return value;
  }

  /// Sets what comes next, unless the last was set already.
  synchronized void next(LongFunction<S> make) {
    if (!last) {
      value = make.apply(sequence.applyAsLong(value) + 1);
      if (bugs.has(Bug.KEEPS_STATUS_HISTORY)) {
        history.add(new byte[HISTORY_BYTES]);
      }
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
    while (sequence.applyAsLong(value) <= after && !last && wait.on(this)) {
      // Look again.
    }
    return value;
  }
}
