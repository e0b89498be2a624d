package sotto.tck.engine;

import java.time.Duration;
import sotto.spi.Traits;

/// How long the suite waits, derived from what a network says of itself and from how slow the run
/// is.
public final class Patience {

  /// Enough for anything that happens inside one process, on a machine that is busy.
  private static final Duration SOON = Duration.ofSeconds(5);

  /// What the SPI allows a dial beyond its deadline.
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// What the SPI allows `close`.
  private static final Duration CLOSE = Duration.ofSeconds(10);

  /// Long enough for a wrong event to show up where it would come at once.
  private static final Duration GLANCE = Duration.ofMillis(30);

  /// A case that has not ended by then hangs.
  private static final Duration CASE = Duration.ofSeconds(60);

  private final double scale;
  private final Traits traits;

  /// Makes the waits of one run.
  ///
  /// @param scale multiplies all of them
  public Patience(Traits traits, double scale) {
    this.scale = scale;
    this.traits = traits;
  }

  /// How long to wait for what must happen promptly.
  public Duration soon() {
    return times(SOON);
  }

  /// How late a call may be that has a deadline.
  public Duration grace() {
    return times(GRACE);
  }

  /// How long `close` may take.
  public Duration close() {
    return times(CLOSE);
  }

  /// How long to watch for what must not happen.
  public Duration glance() {
    return times(GLANCE);
  }

  /// How long a dial to a peer that is there may take.
  public Duration dial() {
    return soon().plus(traits.dialTypical().multipliedBy(4));
  }

  /// How long after `listen` a first dial may need.
  public Duration firstContact() {
    return dial().plus(traits.firstContact().multipliedBy(2));
  }

  /// How long a whole case may take.
  public Duration wholeCase() {
    return times(CASE)
        .plus(firstContact().multipliedBy(4))
        .plus(traits.notFoundMemory().multipliedBy(2));
  }

  private Duration times(Duration duration) {
    return Duration.ofNanos((long) (duration.toNanos() * scale));
  }
}
