package sotto.testnet.keep;

import java.io.IOException;
import java.time.Duration;

/// A moment after which waiting is given up.
///
/// @param end the moment, on the clock of [System#nanoTime]
public record Deadline(long end) {

  /// How often something is looked at that cannot tell by itself.
  private static final Duration LOOK = Duration.ofMillis(20);

  /// Something that may have come true.
  public interface Question {
    boolean holds() throws IOException, InterruptedException;
  }

  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /// Waits until something holds.
  ///
  /// @return whether it held before the time was over
  public boolean await(Question question) throws IOException, InterruptedException {
    while (!question.holds()) {
      if (left().isZero()) {
        return false;
      }
      Thread.sleep(LOOK);
    }
    return true;
  }

  /// Rests a moment, also where an interrupt is left to somebody else.
  public void rest() {
    java.util.concurrent.locks.LockSupport.parkNanos(LOOK.toNanos());
  }
}
