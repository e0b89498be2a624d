package sotto.gates.planted.protocol.flood;

/// A planted violation; never run.
public final class Sleeps {
  public void nap() throws InterruptedException {
    Thread.sleep(1);
  }
}
