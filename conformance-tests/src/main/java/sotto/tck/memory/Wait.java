package sotto.tck.memory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A wait on a monitor that ends at a deadline.
///
/// @param end the deadline, as `System.nanoTime` counts
/// @param forever whether there is none
record Wait(long end, boolean forever) {

  private static final Duration LONGEST = Duration.ofDays(365);

  static Wait forEver() {
    return new Wait(0, true);
  }

  static Wait of(Duration timeout) {
    return timeout.compareTo(LONGEST) > 0
        ? forEver()
        : new Wait(System.nanoTime() + timeout.toNanos(), false);
  }

  /// Waits on a monitor that the caller holds, and says whether there is time left; the caller
  /// loops.
  @SuppressWarnings("WaitNotInLoop") // the callers loop, each on a condition of its own
  boolean on(Object monitor) throws InterruptedException {
    if (forever) {
      monitor.wait();
      return true;
    }
    var left = end - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    TimeUnit.NANOSECONDS.timedWait(monitor, left);
    return true;
  }
}
