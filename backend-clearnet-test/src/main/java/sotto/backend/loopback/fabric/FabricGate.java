package sotto.backend.loopback.fabric;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import sotto.backend.loopback.core.Gate;

/// A gate in a fabric's time. All gates of a fabric have the same lock.
final class FabricGate implements Gate {

  private final Timeline timeline;
  private final Condition condition;
  private final Deque<Rest> resting = new ArrayDeque<>();

  FabricGate(Timeline timeline) {
    this.timeline = timeline;
    this.condition = timeline.lock().newCondition();
  }

  /// An actor that waits here, and has perhaps been roused already.
  private static final class Rest {
    private boolean roused;
  }

  @Override
  public void enter() {
    timeline.lock().lock();
  }

  @Override
  public void leave() {
    timeline.lock().unlock();
  }

  @Override
  public void changed() {
    resting.forEach(this::rouse);
    condition.signalAll();
  }

  @Override
  public long deadline(Duration timeout) {
    enter();
    try {
      return timeout.compareTo(WAIT_MAX) > 0 ? FOREVER : timeline.now() + timeout.toNanos();
    } finally {
      leave();
    }
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // Whoever calls this looks again, as its contract says.
  public boolean await(long deadline) throws InterruptedException {
    if (deadline == FOREVER) {
      rest();
      return true;
    }
    var nanos = deadline - timeline.now();
    if (nanos <= 0) {
      return false;
    }
    if (timeline.isReal()) {
      return condition.awaitNanos(nanos) > 0;
    }
    var alarm = timeline.at(deadline, this::changed);
    try {
      rest();
    } finally {
      timeline.cancel(alarm);
    }
    return timeline.now() < deadline;
  }

  @SuppressWarnings("WaitNotInLoop") // As above.
  private void rest() throws InterruptedException {
    if (!timeline.isActor(Thread.currentThread())) {
      condition.await();
      return;
    }
    var rest = new Rest();
    resting.add(rest);
    timeline.rest();
    try {
      condition.await();
    } finally {
      rouse(rest);
      resting.remove(rest);
    }
  }

  private void rouse(Rest rest) {
    if (!rest.roused) {
      rest.roused = true;
      timeline.rouse();
    }
  }
}
