package sotto.protocol.session;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import sotto.spi.Link;

/// Ends a link whose time is up, however slowly its peer sends or takes bytes. All watchdogs share
/// one timer, on a virtual thread that is gone when there is nothing to watch.
///
/// Safe for use by any number of threads.
final class Watchdog {

  /// The longest patience that anybody can have; more would not fit the timer's clock.
  static final Duration PATIENCE_MAX = Duration.ofHours(1);

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Link link;
  private final Future<?> timer;
  private boolean over;
  private boolean barked;

  /// Starts to watch a link.
  Watchdog(Link link, Duration patience) {
    this.link = link;
    var wait = patience.compareTo(PATIENCE_MAX) < 0 ? patience : PATIENCE_MAX;
    timer = TIMER.schedule(this::bark, wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Stops watching. Idempotent.
  ///
  /// @return whether it was in time; if not, the link is or will be ended
  synchronized boolean inTime() {
    over = true;
    timer.cancel(false);
    return !barked;
  }

  private synchronized void bark() {
    if (!over) {
      barked = true;
      // A backend that takes its time to end a link must not hold up the other watchdogs.
      Thread.ofVirtual().name("sotto-watchdog-ends-link").start(link::abort);
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    var threads = Thread.ofVirtual().name("sotto-watchdog").factory();
    var timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(1, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }
}
