package sotto.tck.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// What the process holds before a case and must hold again after it: threads, file descriptors and
/// child processes.
///
/// Confined to one thread.
final class LeakBracket {

  private static final long POLL_NANOS = 1_000_000;

  private final Set<Thread> threads = new HashSet<>(Threads.ofPrograms());
  private final Descriptors descriptors = Descriptors.now();
  private final Set<Long> children = children();

  /// Names the threads that run now, and neither ran before nor were made as the SPI asks (P8).
  List<String> foreign(Bench bench) {
    var known = new HashSet<>(threads);
    known.addAll(bench.nodes().threads());
    bench.tasks().forEach(task -> known.add(task.thread()));
    return Threads.ofPrograms().stream()
        .filter(thread -> !known.contains(thread) && !thread.equals(Thread.currentThread()))
        .filter(thread -> !isLibrarys(thread, bench))
        .map(Thread::getName)
        .toList();
  }

  private static boolean isLibrarys(Thread thread, Bench bench) {
    var group = thread.getThreadGroup();
    return group != null
        && bench.backend().libraryThreads().stream().anyMatch(group.getName()::equals);
  }

  /// Waits until all is as it was, and names what is not when the time is over.
  List<String> leaks(Bench bench, Duration limit) throws InterruptedException {
    var end = System.nanoTime() + limit.toNanos();
    var leaks = new ArrayList<String>();
    for (var thread : bench.nodes().threads()) {
      if (isStarted(thread) && !thread.join(left(end))) {
        leaks.add("thread " + thread.getName() + " at " + Stacks.where(thread));
      }
    }
    for (var thread : Threads.ofPrograms()) {
      if (isNew(thread, bench) && !thread.join(left(end))) {
        leaks.add("thread " + thread.getName() + " at " + Stacks.where(thread));
      }
    }
    leaks.addAll(descriptorsLeft(end));
    return leaks;
  }

  private List<String> descriptorsLeft(long end) {
    var left = more();
    while (!left.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL_NANOS);
      left = more();
    }
    return left;
  }

  private List<String> more() {
    var more = new ArrayList<>(Descriptors.now().since(descriptors));
    var now = children();
    now.removeAll(children);
    now.forEach(_ -> more.add("a child process"));
    return more;
  }

  private boolean isNew(Thread thread, Bench bench) {
    return !threads.contains(thread)
        && !thread.equals(Thread.currentThread())
        && bench.tasks().stream().noneMatch(task -> task.thread().equals(thread));
  }

  private static boolean isStarted(Thread thread) {
    return thread.getState() != Thread.State.NEW;
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
  }

  private static Set<Long> children() {
    var ids = new HashSet<Long>();
    ProcessHandle.current().descendants().forEach(child -> ids.add(child.pid()));
    return ids;
  }
}
