package sotto.gates.planted.protocol.node;

/// A planted violation; never run.
public final class Prints {
  public void print() {
    System.out.println();
  }
}
