package sotto.gates.planted.protocol.peers;

import java.util.concurrent.locks.Lock;

/// A planted violation; never run.
public final class TakesALock {
  public boolean take(Lock lock) {
    return lock.tryLock();
  }
}
