package sotto.gates.planted.protocol.node;

import java.util.concurrent.atomic.AtomicLong;

/// A planted violation.
public final class Remembers {
  static final AtomicLong COUNT = new AtomicLong();

  public long count() {
    return COUNT.incrementAndGet();
  }
}
