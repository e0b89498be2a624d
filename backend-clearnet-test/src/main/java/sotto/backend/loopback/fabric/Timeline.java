package sotto.backend.loopback.fabric;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a fabric does when: one lock, one clock, and the events that are due.
///
/// All state of a fabric is guarded by this lock; events run while it is held. In virtual time the
/// clock moves only when a test moves it, and not before every actor has come to rest; in real time
/// a thread carries events out, and ends when there are none.
final class Timeline {

  /// How many events can be due: more means that a test never lets time pass.
  static final int EVENTS_MAX = 10_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ticks = lock.newCondition();
  private final Turns turns = new Turns(lock);
  private final PriorityQueue<Due> events =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
  private final boolean isReal;
  private final long origin = System.nanoTime();
  private long virtualNow;
  private long numbers;
  private boolean ticking;

  Timeline(boolean isReal) {
    this.isReal = isReal;
  }

  /// An event; cancelled by removing it.
  record Due(long at, long number, Runnable action) {}

  ReentrantLock lock() {
    return lock;
  }

  boolean isReal() {
    return isReal;
  }

  /// Returns the time since the fabric was made, in nanoseconds.
  long now() {
    return isReal ? System.nanoTime() - origin : virtualNow;
  }

  /// Lets something happen after a while, or at once if the while is nothing; the lock is held.
  void after(long nanos, Runnable action) {
    if (nanos <= 0) {
      action.run();
    } else {
      at(now() + nanos, action);
    }
  }

  /// Lets something happen at a moment; the lock is held.
  Due at(long moment, Runnable action) {
    if (events.size() >= EVENTS_MAX) {
      throw new IllegalStateException("more than " + EVENTS_MAX + " events are due");
    }
    var due = new Due(moment, numbers++, action);
    events.add(due);
    if (isReal) {
      tick();
    }
    return due;
  }

  void cancel(Due due) {
    events.remove(due);
  }

  /// Moves virtual time on, carrying out all that becomes due.
  void advance(Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var end = virtualNow + time.toNanos();
      turns.awaitQuiet();
      while (!events.isEmpty() && events.element().at() <= end) {
        step();
      }
      virtualNow = end;
    } finally {
      lock.unlock();
    }
  }

  /// Moves virtual time on until nothing is due any more, or as far as a limit.
  ///
  /// @return whether nothing is due
  boolean settle(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var end = virtualNow + most.toNanos();
      turns.awaitQuiet();
      while (!events.isEmpty() && events.element().at() <= end) {
        step();
      }
      return events.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  Turns turns() {
    return turns;
  }

  private void step() throws InterruptedException {
    var due = events.remove();
    virtualNow = Math.max(virtualNow, due.at());
    due.action().run();
    turns.awaitQuiet();
  }

  private void tick() {
    ticks.signalAll();
    if (!ticking) {
      ticking = true;
      Thread.ofVirtual().name("sotto-fabric").start(this::carryOut);
    }
  }

  private void carryOut() {
    lock.lock();
    try {
      while (!events.isEmpty()) {
        var wait = events.element().at() - now();
        if (wait <= 0) {
          events.remove().action().run();
        } else {
          pause(wait);
        }
      }
    } finally {
      ticking = false;
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // The caller looks at the events again.
  private void pause(long nanos) {
    try {
      var _ = ticks.awaitNanos(nanos);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread on purpose; events go on.
    }
  }
}
