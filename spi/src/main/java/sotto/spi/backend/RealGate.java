package sotto.spi.backend;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A gate in real time.
public final class RealGate implements Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition condition = lock.newCondition();

  /// Makes a gate with a lock of its own.
  public RealGate() {}

  @Override
  public void enter() {
    lock.lock();
  }

  @Override
  public void leave() {
    lock.unlock();
  }

  @Override
  public void changed() {
    condition.signalAll();
  }

  @Override
  public long deadline(Duration timeout) {
    return timeout.compareTo(WAIT_MAX) > 0 ? FOREVER : System.nanoTime() + timeout.toNanos();
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // Whoever calls this looks again, as its contract says.
  public boolean await(long deadline) throws InterruptedException {
    if (deadline == FOREVER) {
      condition.await();
      return true;
    }
    var nanos = deadline - System.nanoTime();
    return nanos > 0 && condition.awaitNanos(nanos) > 0;
  }
}
