package sotto.benchmarks;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Link;

/// One end of a pipe in memory that takes what one send writes without waiting, so that one thread
/// can be both ends of a session and nothing but the session is measured.
final class PipeLink implements Link {

  /// What may wait: one mebibyte, eight times what one send of a benchmark writes.
  private static final int WAITING_MAX = 1 << 20;

  private final ByteBuffer in;
  private final ByteBuffer out;
  private volatile boolean open = true;

  private PipeLink(ByteBuffer in, ByteBuffer out) {
    this.in = in;
    this.out = out;
  }

  static PipeLink[] pair() {
    var there = ByteBuffer.allocate(WAITING_MAX);
    var back = ByteBuffer.allocate(WAITING_MAX);
    return new PipeLink[] {new PipeLink(there, back), new PipeLink(back, there)};
  }

  @Override
  public int write(ByteBuffer buffer) throws ClosedChannelException {
    synchronized (out) {
      requireOpen();
      var count = buffer.remaining();
      out.put(buffer);
      out.notifyAll();
      return count;
    }
  }

  @Override
  public int read(ByteBuffer buffer) throws ClosedChannelException {
    synchronized (in) {
      while (in.position() == 0) {
        requireOpen();
        try {
          in.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new ClosedByInterruptException();
        }
      }
      return move(buffer);
    }
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) {
    synchronized (in) {
      return move(buffer);
    }
  }

  private int move(ByteBuffer buffer) {
    in.flip();
    var count = Math.min(in.remaining(), buffer.remaining());
    buffer.put(in.slice(in.position(), count));
    in.position(in.position() + count);
    in.compact();
    return count;
  }

  @Override
  public Optional<Address> remote() {
    return Optional.empty();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void abort() {
    close();
  }

  @Override
  public void close() {
    open = false;
    for (var end : new ByteBuffer[] {in, out}) {
      synchronized (end) {
        end.notifyAll();
      }
    }
  }

  private void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
