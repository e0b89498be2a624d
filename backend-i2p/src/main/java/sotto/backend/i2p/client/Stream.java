package sotto.backend.i2p.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import net.i2p.client.streaming.I2PSocket;
import net.i2p.client.streaming.I2PSocketException;
import sotto.backend.i2p.destination.I2pAddresses;
import sotto.spi.Address;

/// One stream between a destination of ours and another.
public final class Stream {

  private final I2PSocket socket;
  private final InputStream in;
  private final OutputStream out;

  Stream(I2PSocket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /// Returns who is at the far end: the packet that began the stream is signed with the
  /// destination's key.
  ///
  /// @return the address
  public Address peer() {
    return I2pAddresses.of(socket.getPeerDestination().toByteArray());
  }

  /// Reads.
  ///
  /// @return the number of bytes, or -1 if the peer has closed
  /// @throws IOException if the stream is lost
  int read(byte[] bytes) throws IOException {
    var count = in.read(bytes);
    if (count < 0 && socket.isClosed()) {
      // The library ends a stream in the same way when its session dies.
      throw new IOException("the session is gone");
    }
    return count;
  }

  void write(byte[] bytes, int offset, int size) throws IOException, InterruptedException {
    try {
      out.write(bytes, offset, size);
    } catch (InterruptedIOException e) {
      throw interrupted(e);
    }
  }

  /// Sends what was written, instead of waiting for more.
  void flush() throws IOException, InterruptedException {
    try {
      out.flush();
    } catch (InterruptedIOException e) {
      throw interrupted(e);
    }
  }

  /// Closes: lets go of what arrives, and waits until what was written has arrived.
  void close() {
    try {
      in.close();
      out.close();
    } catch (IOException e) {
      // It was lost before, and all that was written with it.
    } finally {
      closeSocket();
    }
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed, which is all that is wanted.
    }
  }

  /// Tears the stream down.
  public void reset() {
    try {
      socket.reset();
    } catch (IOException e) {
      // It was lost before.
    }
  }

  static boolean isReset(IOException e) {
    return e instanceof I2PSocketException;
  }

  private static InterruptedException interrupted(InterruptedIOException cause) {
    return (InterruptedException) new InterruptedException().initCause(cause);
  }

  @Override
  public String toString() {
    return "stream:[redacted]";
  }
}
