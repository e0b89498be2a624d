package sotto.gates.planted.protocol.flood;

/// A planted violation; never run.
public final class StartsAThread {
  public Thread start(Runnable task) {
    return Thread.ofVirtual().start(task);
  }
}
