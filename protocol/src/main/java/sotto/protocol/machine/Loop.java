package sotto.protocol.machine;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Runs one [Machine] on one virtual thread.
///
/// This is the only place where a machine meets a queue or a clock. Any thread may [#post] an
/// event; when the inbox is full the poster waits, and that wait is the node's back-pressure: a
/// reader that cannot post does not read.
///
/// The loop takes everything that is in its inbox, up to [#BATCH_MAX] events, and hands the effects
/// of all of them to the performer at once. It never waits for a batch to fill.
///
/// If the machine or the performer throws, the loop is over: whoever posts from then on is told
/// `false`, and the given handler hears of it on the loop's thread, in order to stop the node.
///
/// Safe for use by any number of threads.
///
/// @param <E> what can happen
/// @param <F> what can be asked for
public final class Loop<E, F> implements AutoCloseable {

  /// How many events wait at most: with items of the largest size, 64 MiB.
  public static final int INBOX_MAX = 1024;

  /// How many events make a batch at most, so that closing and due times are never far away.
  public static final int BATCH_MAX = 256;

  /// The longest time without a look at the clock, because clocks are set forwards at times.
  static final Duration NAP_MAX = Duration.ofSeconds(30);

  private final Machine<E, F> machine;
  private final Performer<F> performer;
  private final InstantSource clock;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition arrival = lock.newCondition();
  private final ArrayDeque<E> inbox = new ArrayDeque<>();
  private boolean open = true;

  /// Prepares a loop.
  ///
  /// @param machine what to run; nobody else touches it from now on
  /// @param performer what performs the effects
  /// @param clock where the machine's time comes from
  /// @param crashed hears of anything that the machine or the performer throws, once, on the loop's
  ///   thread; it may call [#close]
  public Loop(
      Machine<E, F> machine,
      Performer<F> performer,
      InstantSource clock,
      UncaughtExceptionHandler crashed) {
    this.machine = machine;
    this.performer = performer;
    this.clock = clock;
    this.thread =
        Thread.ofVirtual().name("loop").uncaughtExceptionHandler(crashed).unstarted(this::run);
  }

  /// Starts the loop. What was posted before is taken in first.
  ///
  /// @throws IllegalThreadStateException if it was started before
  public void start() {
    thread.start();
  }

  /// Adds an event to the inbox, and waits while that is full.
  ///
  /// @param event what happened
  /// @return whether the loop accepted it; `false` once it is closed or has crashed
  /// @throws InterruptedException if the thread is interrupted while it waits; the event was not
  ///   accepted
  public boolean post(E event) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (open && inbox.size() >= INBOX_MAX) {
        room.await();
      }
      if (open) {
        inbox.add(event);
        arrival.signal();
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  /// Stops accepting events, and waits until everything that was accepted is taken in and its
  /// effects are performed. Closing again does nothing but wait.
  ///
  /// Called by the loop's own thread, in the performer or the crash handler, it does not wait. An
  /// interrupt ends the waiting, not the loop's work, and leaves the thread interrupted.
  @Override
  public void close() {
    stopAccepting();
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      var more = true;
      while (more) {
        more = step();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the loop", e);
    } finally {
      stopAccepting();
    }
  }

  /// Takes in one batch, and tells whether there can be another.
  private boolean step() throws InterruptedException {
    var batch = new ArrayList<E>();
    var more = nextBatch(batch);
    var now = clock.instant();
    var effects = new ArrayList<F>(batch.isEmpty() ? machine.wake(now) : List.of());
    for (var event : batch) {
      effects.addAll(machine.on(event, now));
    }
    if (!effects.isEmpty()) {
      performer.perform(effects);
    }
    return more;
  }

  /// Waits for events or for the time of the machine's next waking, and takes what is there.
  private boolean nextBatch(List<E> batch) throws InterruptedException {
    var napNanos = nap().toNanos();
    lock.lock();
    try {
      while (inbox.isEmpty() && open && napNanos > 0) {
        napNanos = arrival.awaitNanos(napNanos);
      }
      while (!inbox.isEmpty() && batch.size() < BATCH_MAX) {
        batch.add(inbox.remove());
      }
      room.signalAll();
      return open || !inbox.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private Duration nap() {
    var now = clock.instant();
    var wakeAt = machine.wakeAt();
    return wakeAt.isBefore(now.plus(NAP_MAX)) ? Duration.between(now, wakeAt) : NAP_MAX;
  }

  private void stopAccepting() {
    lock.lock();
    try {
      open = false;
      room.signalAll();
      arrival.signal();
    } finally {
      lock.unlock();
    }
  }
}
