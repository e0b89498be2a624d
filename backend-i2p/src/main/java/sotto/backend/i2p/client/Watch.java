package sotto.backend.i2p.client;

import net.i2p.client.I2PSession;
import net.i2p.client.I2PSessionMuxedListener;
import net.i2p.util.I2PThread;

/// Hears from the library that a session ended or failed, and keeps it from beginning again by
/// itself: it would sleep on the thread that tells us, and an interrupt ends that.
///
/// @param ended what to do
record Watch(Runnable ended) implements I2PSessionMuxedListener {

  /// A protocol that we have no messages of.
  static final int PROTOCOL = 250;

  @Override
  public void disconnected(I2PSession session) {
    over();
  }

  @Override
  public void errorOccurred(I2PSession session, String message, Throwable error) {
    over();
  }

  private void over() {
    ended.run();
    if (Thread.currentThread() instanceof I2PThread) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void messageAvailable(I2PSession session, int id, long size) {}

  @Override
  public void messageAvailable(
      I2PSession session, int id, long size, int protocol, int from, int to) {}

  @Override
  public void reportAbuse(I2PSession session, int severity) {}
}
