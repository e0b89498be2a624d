package sotto.tck.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that a case sets. Safe for use by any number of threads.
final class Clock implements InstantSource {

  /// A time that is certainly not now, and whose digits stand out.
  static final Instant START = Instant.ofEpochSecond(1_357_924_680);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  @Override
  public Instant instant() {
    return now.get();
  }

  void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }
}
