package sotto.backend.i2p.client;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import net.i2p.client.I2PSession;

/// Ends the threads that the library started for one session, which it does not always do itself.
///
/// When a router hangs up, the thread that reads wants to begin the session again and sleeps, the
/// one that delivers waits for ever, and the one that writes waits until it is told to look again.
/// An interrupt ends the first and tells the third; the second has a method for it.
final class Sweeper {

  /// How long threads have to end by themselves, and between two looks.
  private static final Duration LOOK = Duration.ofMillis(150);

  /// How often to look: threads of a session that is closed end after the first or second time.
  private static final int LOOKS_MAX = 30;

  private final I2PSession session;
  private final ThreadGroup threads;

  Sweeper(I2PSession session, ThreadGroup threads) {
    this.session = session;
    this.threads = threads;
  }

  void start(ThreadFactory factory) {
    if (threads.activeCount() > 0) {
      factory.newThread(this::sweep).start();
    }
  }

  private void sweep() {
    try {
      for (var i = 0; i < LOOKS_MAX && awaitOne(); i++) {
        stopDelivering();
        threads.interrupt();
      }
    } catch (InterruptedException e) {
      threads.interrupt();
    }
  }

  /// Waits for one of the threads.
  ///
  /// @return whether there is one that has not ended
  private boolean awaitOne() throws InterruptedException {
    var some = new Thread[1];
    if (threads.enumerate(some) == 0) {
      return false;
    }
    return !some[0].join(LOOK) || threads.activeCount() > 0;
  }

  private void stopDelivering() {
    var notifier = Inside.field(session, "_availabilityNotifier");
    try {
      var stop = notifier.getClass().getMethod("stopNotifying");
      stop.setAccessible(true);
      stop.invoke(notifier);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("the library that is part of this jar has changed", e);
    }
  }
}
