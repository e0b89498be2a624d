package sotto.gates.planted.protocol.node;

/// A planted violation.
public final class HasAGetter {
  public String getName() {
    return "";
  }
}
