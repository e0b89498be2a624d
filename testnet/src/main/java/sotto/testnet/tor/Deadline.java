package sotto.testnet.tor;

import java.io.IOException;
import java.time.Duration;

/// A moment after which waiting is given up.
///
/// @param end the moment, on the clock of [System#nanoTime]
record Deadline(long end) {

  /// How often something is looked at that cannot tell by itself.
  private static final Duration LOOK = Duration.ofMillis(20);

  /// Something that may have come true.
  interface Question {
    boolean holds() throws IOException, InterruptedException;
  }

  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /// Waits until something holds.
  ///
  /// @return whether it held before the time was over
  boolean await(Question question) throws IOException, InterruptedException {
    while (!question.holds()) {
      if (left().isZero()) {
        return false;
      }
      Thread.sleep(LOOK);
    }
    return true;
  }
}
