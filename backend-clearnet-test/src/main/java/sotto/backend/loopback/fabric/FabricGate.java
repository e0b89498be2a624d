package sotto.backend.loopback.fabric;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import sotto.spi.backend.Gate;

/// A gate in a fabric's time. All gates of a fabric have the same lock.
final class FabricGate implements Gate {

  private final Timeline timeline;
  private final Condition condition;
  private final Deque<Turns.Turn> resting = new ArrayDeque<>();

  FabricGate(Timeline timeline) {
    this.timeline = timeline;
    this.condition = timeline.lock().newCondition();
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
    resting.forEach(timeline.turns()::rouse);
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
    var turns = timeline.turns();
    if (!turns.isActor()) {
      condition.await();
      return;
    }
    var turn = turns.rest();
    resting.add(turn);
    try {
      condition.await();
    } finally {
      resting.remove(turn);
      turns.rouse(turn);
      turns.await(turn);
    }
  }
}
