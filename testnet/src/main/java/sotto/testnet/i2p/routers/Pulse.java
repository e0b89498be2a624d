package sotto.testnet.i2p.routers;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Says when to look again: at once when clients say something to their routers, again and again
/// for a moment after that, and seldom while they are silent.
///
/// Safe for use by any number of threads; one of them waits.
final class Pulse {

  /// Routers act within this time on what they are told.
  private static final Duration AWAKE = Duration.ofMillis(500);

  private static final Duration AWAKE_REST = Duration.ofMillis(5);
  private static final Duration ASLEEP_REST = Duration.ofMillis(100);

  private final Semaphore beats = new Semaphore(0);
  private volatile long beaten = System.nanoTime();

  /// Notes that a client said something.
  void beat() {
    beaten = System.nanoTime();
    if (beats.availablePermits() == 0) {
      beats.release();
    }
  }

  /// Waits for the next look.
  void rest() throws InterruptedException {
    if (System.nanoTime() - beaten < AWAKE.toNanos()) {
      Thread.sleep(AWAKE_REST);
    } else {
      beats.tryAcquire(ASLEEP_REST.toMillis(), TimeUnit.MILLISECONDS);
    }
    beats.drainPermits();
  }
}
