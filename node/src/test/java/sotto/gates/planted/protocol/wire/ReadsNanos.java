package sotto.gates.planted.protocol.wire;

/// A planted violation.
public final class ReadsNanos {
  public long when() {
    return System.nanoTime();
  }
}
