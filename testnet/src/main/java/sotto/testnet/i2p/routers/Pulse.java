package sotto.testnet.i2p.routers;

import java.time.Duration;

/// Says when to look again: at once when clients say something to their routers, again and again
/// for a moment after that, and seldom while they are silent.
///
/// Safe for use by any number of threads; one of them waits.
final class Pulse {

  /// Routers act within this time on what they are told.
  private static final Duration AWAKE = Duration.ofMillis(200);

  private static final Duration AWAKE_REST = Duration.ofMillis(3);
  private static final Duration ASLEEP_REST = Duration.ofMillis(100);

  private long beaten = System.nanoTime();
  private boolean asleep;

  /// Notes that a client said something.
  synchronized void beat() {
    beaten = System.nanoTime();
    if (asleep) {
      notifyAll();
    }
  }

  /// Waits for the next look.
  synchronized void rest() throws InterruptedException {
    asleep = System.nanoTime() - beaten > AWAKE.toNanos();
    wait((asleep ? ASLEEP_REST : AWAKE_REST).toMillis());
    asleep = false;
  }
}
