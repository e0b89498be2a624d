package sotto.gates.planted.protocol.node;

/// A planted violation.
public final class Changes {
  static int last;

  public void set(int value) {
    last = value;
  }
}
