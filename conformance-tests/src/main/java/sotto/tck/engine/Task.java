package sotto.tck.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// Something that runs in a thread of its own while a case looks on.
///
/// Safe for use by any number of threads.
public final class Task<T> {

  private static final long POLL_NANOS = 500_000;

  /// One look may catch a thread that waits for a moment on its way to the call.
  private static final int SEEN_WAITING = 3;

  private final FutureTask<T> work;
  private final Thread thread;
  private final Patience patience;
  private final String name;

  Task(String name, Kind kind, Patience patience, Callable<T> body) {
    this.name = name;
    this.patience = patience;
    work = new FutureTask<>(body);
    thread = kind.unstarted("tck-" + name, work);
    thread.start();
  }

  /// Waits until the task ends, as long as things that happen soon may take, and gives what it gave
  /// or throws what it threw.
  public T result() throws Exception {
    return result(patience.soon());
  }

  /// Waits until the task ends, and gives what it gave or throws what it threw.
  public T result(Duration limit) throws Exception {
    try {
      return work.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new Breach(
          "%s has not ended after %d ms; it is at %s".formatted(name, limit.toMillis(), where()),
          e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /// Says that the task ends soon, and by throwing one kind of exception.
  public <X extends Exception> X fails(Class<X> type) {
    return Check.fails(type, name, this::result);
  }

  /// Waits until the thread is seen to wait several times in a row, or gives up looking.
  public Task<T> awaitBlocked() {
    var end = System.nanoTime() + patience.soon().toNanos();
    var seen = 0;
    while (seen < SEEN_WAITING && System.nanoTime() < end && !work.isDone()) {
      seen = waits() ? seen + 1 : 0;
      LockSupport.parkNanos(POLL_NANOS);
    }
    return this;
  }

  /// Tells whether the thread waits now, on a monitor, parked, or in a native call.
  public boolean waits() {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING, BLOCKED -> true;
      case NEW, TERMINATED -> false;
      case RUNNABLE -> Stacks.isInNativeCall(thread);
    };
  }

  /// Says that the task is still running after a glance.
  public void stillRuns() throws InterruptedException {
    if (thread.join(patience.glance())) {
      throw new Breach(name + " ended, and should have waited" + outcome());
    }
  }

  /// Interrupts the thread.
  public void interrupt() {
    thread.interrupt();
  }

  /// Tells whether the task has ended.
  public boolean done() {
    return work.isDone();
  }

  /// Returns the thread, which has been started.
  public Thread thread() {
    return thread;
  }

  /// Returns where the thread is, in a line.
  public String where() {
    return Stacks.where(thread);
  }

  private String outcome() {
    return Optional.of(work.state())
        .filter(state -> state == FutureTask.State.FAILED)
        .map(_ -> ": " + Check.describe(work.exceptionNow()))
        .orElse("");
  }
}
