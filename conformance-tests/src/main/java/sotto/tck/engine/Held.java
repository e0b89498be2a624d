package sotto.tck.engine;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// What the process holds at one moment, to compare before and after.
///
/// @param threads how many threads run that backends asked for
/// @param descriptors how many sockets, pipes and files are open, where the system shows them
/// @param heap how many bytes are in use after a collection
public record Held(long threads, long descriptors, long heap) {

  /// A collection may leave behind what a later one finds; more than so many change nothing.
  private static final int COLLECTIONS_MAX = 3;

  private static final long POLL_NANOS = 1_000_000;

  /// Looks at the process.
  public static Held now(Bench bench) {
    return new Held(running(bench), Descriptors.now().byTarget().size(), used());
  }

  /// Waits until no more threads and descriptors are held than before, or the time is over, and
  /// looks again.
  public static Held settled(Bench bench, Held before, Duration limit) {
    var end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end
        && (running(bench) > before.threads
            || Descriptors.now().byTarget().size() > before.descriptors)) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return now(bench);
  }

  private static long running(Bench bench) {
    return bench.threads().stream().filter(Thread::isAlive).count();
  }

  private static long used() {
    var least = Long.MAX_VALUE;
    for (var i = 0; i < COLLECTIONS_MAX; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
