package example.unix;

import java.time.Duration;

/// How long a call may still wait.
final class Wait {

  private static final long FOREVER = Long.MAX_VALUE;

  private final long until;

  private Wait(long until) {
    this.until = until;
  }

  static Wait forever() {
    return new Wait(FOREVER);
  }

  static Wait of(Duration timeout) {
    if (timeout.isNegative()) {
      return new Wait(now());
    }
    var millis = timeout.compareTo(Duration.ofDays(365)) > 0 ? FOREVER : timeout.toMillis();
    return new Wait(millis == FOREVER ? FOREVER : now() + millis);
  }

  boolean isOver() {
    return until != FOREVER && now() >= until;
  }

  /// Returns how long to wait, as [java.nio.channels.Selector#select(long)] wants it: 0 for ever.
  long millisLeft() {
    return until == FOREVER ? 0 : Math.max(1, until - now());
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
