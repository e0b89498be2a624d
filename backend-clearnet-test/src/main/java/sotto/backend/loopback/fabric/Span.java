package sotto.backend.loopback.fabric;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// A range of times, from which each occasion draws one.
///
/// @param min the shortest, zero or more
/// @param max the longest, not less than `min`
public record Span(Duration min, Duration max) {

  /// No time at all.
  public static final Span NONE = new Span(Duration.ZERO, Duration.ZERO);

  /// Checks the order.
  public Span {
    if (min.isNegative() || max.compareTo(min) < 0) {
      throw new IllegalArgumentException("a span goes from zero or more to no less");
    }
  }

  /// Returns a span in milliseconds.
  ///
  /// @param min the shortest
  /// @param max the longest
  /// @return the span
  public static Span ofMillis(long min, long max) {
    return new Span(Duration.ofMillis(min), Duration.ofMillis(max));
  }

  /// Returns a span in seconds.
  ///
  /// @param min the shortest
  /// @param max the longest
  /// @return the span
  public static Span ofSeconds(long min, long max) {
    return new Span(Duration.ofSeconds(min), Duration.ofSeconds(max));
  }

  Span dividedBy(int divisor) {
    return new Span(min.dividedBy(divisor), max.dividedBy(divisor));
  }

  long drawNanos(RandomGenerator random) {
    var most = max.toNanos();
    return most == 0 ? 0 : random.nextLong(min.toNanos(), most + 1);
  }
}
