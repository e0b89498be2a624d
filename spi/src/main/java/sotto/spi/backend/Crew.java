package sotto.spi.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/// The threads that a network started, so that none outlives it (N6).
public final class Crew {

  private final ThreadFactory factory;
  private final Set<Thread> threads = new HashSet<>();

  /// Makes an empty crew.
  ///
  /// @param factory makes its threads
  public Crew(ThreadFactory factory) {
    this.factory = factory;
  }

  /// Starts a thread.
  ///
  /// @param task what it does; it ends soon after what it works on is closed
  public void start(Runnable task) {
    // A thread that has ended must not keep what it worked on, whoever remembers the thread.
    var job = new AtomicReference<>(task);
    var thread =
        factory.newThread(
            () -> {
              try {
                job.getAndSet(() -> {}).run();
              } finally {
                leave();
              }
            });
    synchronized (this) {
      threads.add(thread);
      thread.start();
    }
  }

  /// Waits until all have ended, whether interrupted or not; an interrupt is kept for the caller.
  ///
  /// @param patience how long to wait at the most
  /// @return whether all have ended
  public boolean join(Duration patience) {
    var interrupted = false;
    var end = System.nanoTime() + patience.toNanos();
    for (var thread : running()) {
      var ended = false;
      while (!ended && System.nanoTime() < end) {
        try {
          ended = thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return running().stream().noneMatch(Thread::isAlive);
  }

  private synchronized List<Thread> running() {
    return new ArrayList<>(threads);
  }

  private synchronized void leave() {
    threads.remove(Thread.currentThread());
  }
}
