package sotto.backend.loopback.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A few small messages over a new connection, with one deadline for all of them: whoever drips
/// bytes gains no time by it.
final class Exchange {

  private final SocketChannel socket;
  private final long end;

  Exchange(SocketChannel socket, Duration patience) {
    this.socket = socket;
    this.end = System.nanoTime() + Math.min(patience.toNanos(), Duration.ofDays(1).toNanos());
  }

  Duration left() throws SocketTimeoutException {
    var nanos = end - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("the exchange took too long");
    }
    return Duration.ofNanos(nanos);
  }

  byte[] read(int size) throws IOException {
    var bytes = new byte[size];
    var in = socket.socket().getInputStream();
    var at = 0;
    while (at < size) {
      socket.socket().setSoTimeout(Loopback.millis(left()));
      var n = in.read(bytes, at, size - at);
      if (n < 0) {
        throw new EOFException("closed in the middle of the exchange");
      }
      at += n;
    }
    return bytes;
  }

  void write(byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      socket.write(buffer);
    }
  }
}
