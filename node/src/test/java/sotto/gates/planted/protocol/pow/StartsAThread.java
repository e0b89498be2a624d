package sotto.gates.planted.protocol.pow;

/// A planted violation; never run.
public final class StartsAThread {
  public Thread start(Runnable task) {
    return Thread.ofVirtual().start(task);
  }
}
