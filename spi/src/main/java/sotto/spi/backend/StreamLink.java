package sotto.spi.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import sotto.spi.Address;
import sotto.spi.Link;

/// A link whose come in through a [Pipe] and go out through an [Outflow].
///
/// Here live the rules on closing and interrupting (L3 to L6, L10, L12); the two halves know them
/// only as far as waiting goes.
public final class StreamLink implements Link {

  private final Optional<Address> remote;
  private final Pipe inward;
  private final Outflow outward;
  private final Consumer<StreamLink> released;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Joins two halves.
  ///
  /// @param remote the peer, where the network vouches for it
  /// @param inward where arriving bytes wait
  /// @param outward where written bytes go
  /// @param released called once when the link is closed, by whoever closes it
  public StreamLink(
      Optional<Address> remote, Pipe inward, Outflow outward, Consumer<StreamLink> released) {
    this.remote = remote;
    this.inward = inward;
    this.outward = outward;
    this.released = released;
  }

  @Override
  public Optional<Address> remote() {
    return remote;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return read(buffer, Gate.FOREVER);
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    return read(buffer, inward.gate().deadline(timeout));
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    refuseIfClosed();
    var size = buffer.remaining();
    if (size == 0) {
      return 0;
    }
    refuseIfInterrupted();
    try {
      writing.lockInterruptibly();
      try {
        refuseIfClosed();
        if (inward.ended()) {
          throw inward.loss();
        }
        outward.write(buffer);
      } finally {
        writing.unlock();
      }
      return size;
    } catch (InterruptedException e) {
      throw closedByInterrupt();
    } catch (ClosedByInterruptException e) {
      close();
      throw e;
    } catch (ClosedChannelException e) {
      throw isOpen() ? inward.loss() : new AsynchronousCloseException();
    }
  }

  @Override
  public boolean isOpen() {
    return !closed.get();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      inward.close();
      outward.finish();
      released.accept(this);
    }
  }

  @Override
  public void abort() {
    if (closed.compareAndSet(false, true)) {
      inward.close();
      outward.reset();
      released.accept(this);
    }
  }

  @Override
  public String toString() {
    return "link:" + (isOpen() ? "open" : "closed");
  }

  private int read(ByteBuffer buffer, long deadline) throws IOException {
    refuseIfClosed();
    if (!buffer.hasRemaining()) {
      return 0;
    }
    refuseIfInterrupted();
    try {
      return inward.take(buffer, deadline);
    } catch (InterruptedException e) {
      throw closedByInterrupt();
    }
  }

  private void refuseIfClosed() throws ClosedChannelException {
    if (closed.get()) {
      throw new ClosedChannelException();
    }
  }

  private void refuseIfInterrupted() throws ClosedByInterruptException {
    if (Thread.currentThread().isInterrupted()) {
      throw closedByInterrupt();
    }
  }

  private ClosedByInterruptException closedByInterrupt() {
    close();
    Thread.currentThread().interrupt();
    return new ClosedByInterruptException();
  }
}
