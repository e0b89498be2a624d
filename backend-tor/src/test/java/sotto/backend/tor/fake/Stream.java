package sotto.backend.tor.fake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Bytes both ways between a SOCKS client and what a service sends it to, through two fakes.
///
/// The end of either side is the end of both, after what that side had said: Tor has no half-close.
/// A thread for each direction holds one piece at most, so that a reader who does not read stops
/// the writer.
///
/// Safe for use by any number of threads.
final class Stream {

  private static final int PIECE = 16 << 10;

  private final Daemon near;
  private final Daemon far;
  private final SocketChannel client;
  private final SocketChannel service;
  private volatile boolean stale;

  Stream(Daemon near, SocketChannel client, Daemon far, SocketChannel service) {
    this.near = near;
    this.client = client;
    this.far = far;
    this.service = service;
  }

  Daemon near() {
    return near;
  }

  Daemon far() {
    return far;
  }

  /// Carries bytes until the end; those that came early are first.
  void run(byte[] early) throws InterruptedException {
    var back =
        Thread.ofVirtual().name("fake-tor-stream").start(() -> pump(service, client, new byte[0]));
    pump(client, service, early);
    back.join();
  }

  private void pump(SocketChannel from, SocketChannel to, byte[] first) {
    var piece = ByteBuffer.allocate(PIECE);
    try {
      write(to, ByteBuffer.wrap(first));
      while (from.read(piece.clear()) >= 0) {
        near.awaitSound();
        far.awaitSound();
        if (stale) {
          break;
        }
        write(to, piece.flip());
      }
    } catch (IOException | InterruptedException _) {
      // One end is gone, or a tor is.
    } finally {
      end();
    }
  }

  private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  /// Lets it end as soon as anything is said on it.
  void age() {
    stale = true;
  }

  /// Ends it for both sides.
  void end() {
    try (client;
        service) {
      // Both are closed, whatever happens to one.
    } catch (IOException _) {
      // They are closed all the same.
    }
  }
}
