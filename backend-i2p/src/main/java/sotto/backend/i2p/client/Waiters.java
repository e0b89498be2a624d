package sotto.backend.i2p.client;

import java.util.HashSet;
import java.util.Set;

/// The threads that wait for a router's answer. The library lets them wait for as long as they said
/// when the router has hung up; here they are woken.
///
/// Safe for use by any number of threads.
final class Waiters {

  private final Set<Thread> waiting = new HashSet<>();
  private final Set<Thread> woken = new HashSet<>();
  private boolean over;

  /// Notes that the calling thread waits, until what is returned is closed.
  synchronized Wait enter() {
    waiting.add(Thread.currentThread());
    if (over) {
      wake(Thread.currentThread());
    }
    return this::leave;
  }

  /// Wakes all, now and later.
  synchronized void end() {
    over = true;
    waiting.forEach(this::wake);
  }

  /// Tells whether no answer can come any more.
  synchronized boolean over() {
    return over;
  }

  private void wake(Thread thread) {
    if (woken.add(thread)) {
      thread.interrupt();
    }
  }

  private synchronized void leave() {
    waiting.remove(Thread.currentThread());
    if (woken.remove(Thread.currentThread())) {
      // It was ours, and is over with the wait.
      Thread.interrupted();
    }
  }

  /// A wait of one thread.
  interface Wait extends AutoCloseable {
    @Override
    void close();
  }
}
