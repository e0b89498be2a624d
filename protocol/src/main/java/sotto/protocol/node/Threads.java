package sotto.protocol.node;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The virtual threads of one node: each is known until it ends, so that none outlives the node
/// unnoticed, and one that ends by an error brings the whole node down loudly.
///
/// How many there are is bounded by those who start them: sessions, handshakes, dials, networks.
///
/// Safe for use by any number of threads.
final class Threads {

  private final Consumer<Throwable> crash;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  /// Returns no threads yet.
  ///
  /// @param crash told when a thread ends by an error
  Threads(Consumer<Throwable> crash) {
    this.crash = crash;
  }

  /// Starts a thread. A task that is interrupted has ended in good order.
  void start(String name, Task task) {
    var thread =
        Thread.ofVirtual()
            .name("sotto-" + name)
            .uncaughtExceptionHandler((_, error) -> crash.accept(error))
            .unstarted(() -> run(task));
    running.add(thread);
    thread.start();
  }

  /// Interrupts all threads.
  void interrupt() {
    running.forEach(Thread::interrupt);
  }

  /// Waits until all threads have ended, and tells whether they have.
  boolean await(Deadline deadline) throws InterruptedException {
    for (var thread : running) {
      var left = deadline.left();
      if (!thread.equals(Thread.currentThread()) && (left.isNegative() || !thread.join(left))) {
        return false;
      }
    }
    return true;
  }

  /// Waits like [#await], but ends at once, with the flag set again, when interrupted.
  boolean awaitQuietly(Duration timeout) {
    try {
      return await(Deadline.in(timeout));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (InterruptedException _) {
      // Interrupted by interrupt(): the node closes.
    } finally {
      running.remove(Thread.currentThread());
    }
  }

  /// What a thread does.
  interface Task {
    void run() throws InterruptedException;
  }
}
