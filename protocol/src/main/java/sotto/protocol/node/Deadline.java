package sotto.protocol.node;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A moment by which something must be done, on a clock that nobody sets.
public final class Deadline {

  /// The longest wait that is told from waiting for ever.
  private static final Duration WAIT_MAX = Duration.ofDays(365);

  private final long nanoTime;

  private Deadline(long nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Returns the moment that lies ahead by as much.
  ///
  /// @param wait how far ahead; more than a year counts as a year
  /// @return the deadline
  public static Deadline in(Duration wait) {
    var capped = wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
    return new Deadline(System.nanoTime() + (capped.isNegative() ? 0 : capped.toNanos()));
  }

  /// Returns how long there is left.
  ///
  /// @return zero or less once the moment has passed
  public Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }

  /// Waits for a monitor that the thread holds, but no longer than until this moment.
  ///
  /// @param monitor what to wait for
  /// @return false if the moment had passed already
  /// @throws InterruptedException if the thread is interrupted while waiting
  public boolean await(Object monitor) throws InterruptedException {
    var nanos = nanoTime - System.nanoTime();
    if (nanos <= 0) {
      return false;
    }
    TimeUnit.NANOSECONDS.timedWait(monitor, Math.max(nanos, 1_000_000));
    return true;
  }
}
