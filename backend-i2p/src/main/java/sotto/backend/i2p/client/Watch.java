package sotto.backend.i2p.client;

import net.i2p.client.I2PSession;
import net.i2p.client.I2PSessionMuxedListener;

/// Hears from the library that a session ended or failed.
///
/// @param ended what to do
record Watch(Runnable ended) implements I2PSessionMuxedListener {

  /// A protocol that we have no messages of.
  static final int PROTOCOL = 250;

  @Override
  public void disconnected(I2PSession session) {
    ended.run();
  }

  @Override
  public void errorOccurred(I2PSession session, String message, Throwable error) {
    ended.run();
  }

  @Override
  public void messageAvailable(I2PSession session, int id, long size) {}

  @Override
  public void messageAvailable(
      I2PSession session, int id, long size, int protocol, int from, int to) {}

  @Override
  public void reportAbuse(I2PSession session, int severity) {}
}
