package sotto.protocol.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.spi.Address;
import sotto.spi.Link;

/// A peer that proves who it is, and then says in a session what no honest peer says.
public final class Liar implements AutoCloseable {

  private final Link link;
  private final FrameSealer sealer;

  private Liar(Link link, FrameSealer sealer) {
    this.link = link;
    this.sealer = sealer;
  }

  /// Goes through the handshake as an honest dialler does.
  public static Liar dial(Link link, Identity self, Address dialled, RandomGenerator random)
      throws IOException {
    var handshake = Handshake.dialler(self, dialled, random);
    while (!handshake.isOver()) {
      if (handshake.isOurs()) {
        link.write(handshake.write().buffer());
      } else {
        handshake.read(read(link));
      }
    }
    return new Liar(link, handshake.sealer());
  }

  /// Sends messages of any length in frames that are sealed well.
  public void say(Bytes... messages) throws IOException {
    link.write(ByteBuffer.wrap(sealed(messages)));
  }

  /// Sends bytes where a frame should be.
  public void babble(byte[] bytes) throws IOException {
    link.write(ByteBuffer.wrap(bytes));
  }

  /// Sends a frame with a bit that is wrong.
  public void forge(Bytes message) throws IOException {
    var frame = sealed(message);
    frame[frame.length / 2] ^= 1;
    babble(frame);
  }

  /// Sends a frame twice.
  public void repeat(Bytes message) throws IOException {
    var frame = sealed(message);
    babble(frame);
    babble(frame);
  }

  /// Waits until the node has had enough.
  public void awaitEnd() {
    var buffer = ByteBuffer.allocate(4096);
    try {
      while (link.read(buffer.clear()) >= 0) {
        // What the node said before.
      }
    } catch (IOException _) {
      // It tore the link down.
    }
  }

  @Override
  public void close() {
    link.close();
  }

  private byte[] sealed(Bytes... messages) throws SessionException {
    sealer.start(List.of(messages));
    var frames = new byte[0];
    var buffer = new byte[FrameSize.LARGEST.onWire()];
    while (sealer.left() > 0) {
      var count = sealer.next(buffer);
      frames = Arrays.copyOf(frames, frames.length + count);
      System.arraycopy(buffer, 0, frames, frames.length - count, count);
    }
    return frames;
  }

  private static Bytes read(Link link) throws IOException {
    var message = ByteBuffer.allocate(Handshake.MESSAGE_SIZE);
    while (message.hasRemaining()) {
      if (link.read(message) < 0) {
        throw new SessionException.Lost();
      }
    }
    return Bytes.owned(message.array());
  }
}
