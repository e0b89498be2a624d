package sotto.spi.backend;

import java.time.Duration;

/// A lock with one condition, and a notion of time: the only place where these parts wait.
///
/// A gate is used like a monitor: `enter`, look, `await` until something `changed`, `leave`.
public interface Gate {

  /// A deadline that never comes.
  long FOREVER = Long.MAX_VALUE;

  /// Waits longer than this are for ever: a century does not overflow a count of nanoseconds.
  Duration WAIT_MAX = Duration.ofDays(36_500);

  /// Locks.
  void enter();

  /// Unlocks.
  void leave();

  /// Wakes all who wait here; the caller has entered.
  void changed();

  /// Returns when a wait that starts now must end.
  ///
  /// @param timeout how long to wait; zero or less has passed already
  /// @return a moment in this gate's time, or [#FOREVER]
  long deadline(Duration timeout);

  /// Waits for a change; the caller has entered. Wake-ups without a change are possible.
  ///
  /// @param deadline what [#deadline] gave
  /// @return false if the deadline has passed
  /// @throws InterruptedException if the thread is interrupted
  boolean await(long deadline) throws InterruptedException;
}
