package sotto.protocol.node;

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

  private static final String PREFIX = "sotto-";

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
            .name(PREFIX + name)
            .uncaughtExceptionHandler((_, error) -> crash.accept(error))
            .unstarted(() -> run(task));
    running.add(thread);
    thread.start();
  }

  /// Interrupts all threads.
  void interrupt() {
    running.forEach(Thread::interrupt);
  }

  /// Waits until all threads with a name, or all if it is empty, have ended, and tells whether they
  /// have.
  boolean await(Deadline deadline, String name) throws InterruptedException {
    for (var thread : running) {
      var left = deadline.left();
      var meant = thread.getName().startsWith(PREFIX + name);
      if (meant && (!left.isPositive() || !thread.join(left))) {
        return false;
      }
    }
    return true;
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
