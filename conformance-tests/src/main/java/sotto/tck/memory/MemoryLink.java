package sotto.tck.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.Reason;

/// One end of a link inside the process. Both ends share a lock.
///
/// Safe for use by any number of threads.
final class MemoryLink implements Link {

  private final Object lock;
  private final Pipe in;
  private final Pipe out;
  private final Optional<Address> remote;
  private final Bugs bugs;
  private final boolean signal;
  private final List<Runnable> afterClose = new CopyOnWriteArrayList<>();
  private boolean open = true;

  MemoryLink(Object lock, Pipe in, Pipe out, Optional<Address> remote, Bugs bugs, boolean signal) {
    this.lock = lock;
    this.in = in;
    this.out = out;
    this.remote = remote;
    this.bugs = bugs;
    this.signal = signal;
  }

  /// Has something done once the link is closed; called before the link is handed out.
  void onClose(Runnable action) {
    afterClose.add(action);
  }

  @Override
  public Optional<Address> remote() {
    return remote;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return read(buffer, Wait.forEver());
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    return read(buffer, Wait.of(timeout));
  }

  private int read(ByteBuffer buffer, Wait wait) throws IOException {
    synchronized (lock) {
      checkOpen();
      if (!buffer.hasRemaining()) {
        return 0;
      }
      while (in.isEmpty() && !in.isEnded()) {
        if (!pause(wait)) {
          return 0;
        }
      }
      if (in.broken().isPresent()) {
        throw lost(in.broken().get());
      }
      if (in.isEmpty()) {
        return -1;
      }
      var count = in.take(buffer);
      if (bugs.has(Bug.CORRUPTS_BYTES)) {
        buffer.put(buffer.position() - 1, (byte) (buffer.get(buffer.position() - 1) + 1));
      }
      lock.notifyAll();
      return count;
    }
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    synchronized (lock) {
      checkOpen();
      var written = 0;
      while (buffer.hasRemaining()) {
        if (out.isEnded()) {
          throw lost(out.broken().orElse(Reason.RESET));
        }
        if (out.isFull()) {
          pause(Wait.forEver());
        } else {
          written += out.put(buffer);
          lock.notifyAll();
        }
      }
      return written;
    }
  }

  /// Waits for a change, as an interruptible channel must: an interrupt closes the link.
  private boolean pause(Wait wait) throws IOException {
    try {
      var inTime = wait.on(lock);
      if (!open) {
        throw new AsynchronousCloseException();
      }
      return inTime;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      close();
      throw new ClosedByInterruptException();
    }
  }

  private void checkOpen() throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (Thread.currentThread().isInterrupted()) {
      close();
      throw new ClosedByInterruptException();
    }
  }

  @Override
  public boolean isOpen() {
    synchronized (lock) {
      return open;
    }
  }

  @Override
  public void close() {
    end(false);
  }

  @Override
  public void abort() {
    end(true);
  }

  private void end(boolean abort) {
    synchronized (lock) {
      if (!open) {
        return;
      }
      open = false;
      if (abort && signal && !bugs.has(Bug.RESET_LOOKS_LIKE_EOF)) {
        out.tear(Reason.RESET);
      } else {
        out.end();
      }
      if (bugs.has(Bug.DROPS_LAST_BYTE)) {
        out.dropLast();
      }
      if (!bugs.has(Bug.HALF_CLOSES)) {
        in.end();
      }
      lock.notifyAll();
    }
    afterClose.forEach(Runnable::run);
  }

  /// Ends the link in both directions because what carried it is gone.
  void die() {
    synchronized (lock) {
      in.tear(Reason.LINK_DIED);
      out.tear(Reason.LINK_DIED);
      lock.notifyAll();
    }
  }

  private static LinkLost lost(Reason reason) {
    return new LinkLost(reason, "The link is gone. What to do: dial again.");
  }

  @Override
  public String toString() {
    return "memory link";
  }
}
