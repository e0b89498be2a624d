package sotto.tck.memory;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import sotto.tck.Fault;

/// What stands for a node's daemon: a set of faults that can be injected and healed.
///
/// Safe for use by any number of threads.
final class Daemon {

  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
  private final CopyOnWriteArrayList<Runnable> watchers = new CopyOnWriteArrayList<>();

  synchronized boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /// Tells whether packets pass between this node and others.
  boolean carries() {
    return !has(Fault.DAEMON_GONE) && !has(Fault.DAEMON_SILENT) && !has(Fault.PARTITION);
  }

  /// Tells whether dials to and from this node get no answer.
  boolean isMute() {
    return has(Fault.DIALS_STALL) || has(Fault.SUSPENDED);
  }

  void inject(Fault fault) {
    synchronized (this) {
      faults.add(fault);
    }
    watchers.forEach(Runnable::run);
  }

  void heal() {
    synchronized (this) {
      faults.clear();
    }
    watchers.forEach(Runnable::run);
  }

  /// Has the session verified, which ends a suspension.
  void revalidate() {
    synchronized (this) {
      faults.remove(Fault.SUSPENDED);
    }
    watchers.forEach(Runnable::run);
  }

  void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  void forget(Runnable watcher) {
    watchers.remove(watcher);
  }
}
