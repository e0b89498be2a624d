package sotto.protocol.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.Reason;

/// One end of a link in memory, with a bounded number of bytes between writer and reader. Keeps the
/// rules L1 to L12.
final class PipeLink implements Link {

  /// Both ends of a link.
  record Pair(PipeLink dialled, PipeLink accepted) {}

  private final Object lock;
  private final byte[] ring;
  private int head;
  private int size;
  private boolean open = true;
  private boolean aborted;
  private PipeLink far = this;
  private boolean reading;
  private int writes;

  private PipeLink(Object lock, int capacity) {
    this.lock = lock;
    this.ring = new byte[capacity];
  }

  static Pair pair(int capacity) {
    var lock = new Object();
    var pair = new Pair(new PipeLink(lock, capacity), new PipeLink(lock, capacity));
    pair.dialled.far = pair.accepted;
    pair.accepted.far = pair.dialled;
    return pair;
  }

  @Override
  public Optional<Address> remote() {
    return Optional.empty();
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return read(buffer, Duration.ofDays(1));
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    synchronized (lock) {
      checkOpen();
      if (!buffer.hasRemaining()) {
        return 0;
      }
      while (size == 0) {
        reading = timeout.isPositive();
        lock.notifyAll();
        if (far.aborted) {
          throw new LinkLost(Reason.RESET, "The peer tore the link down.");
        }
        if (!far.open) {
          return -1;
        }
        if (!timeout.isPositive() || !await(timeout)) {
          return 0;
        }
      }
      reading = false;
      var count = Math.min(size, buffer.remaining());
      for (var i = 0; i < count; ) {
        var run = Math.min(count - i, ring.length - head);
        buffer.put(ring, head, run);
        head = (head + run) % ring.length;
        i += run;
      }
      size -= count;
      lock.notifyAll();
      return count;
    }
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    synchronized (lock) {
      writes++;
      checkOpen();
      var count = buffer.remaining();
      while (buffer.hasRemaining()) {
        if (!far.open) {
          throw new LinkLost(Reason.RESET, "The peer has closed the link.");
        }
        if (far.size == far.ring.length) {
          await(Duration.ofDays(1));
          continue;
        }
        var tail = (far.head + far.size) % far.ring.length;
        var room = Math.min(far.ring.length - far.size, far.ring.length - tail);
        var run = Math.min(buffer.remaining(), room);
        buffer.get(far.ring, tail, run);
        far.size += run;
        lock.notifyAll();
      }
      return count;
    }
  }

  @Override
  public boolean isOpen() {
    synchronized (lock) {
      return open;
    }
  }

  @Override
  public void abort() {
    synchronized (lock) {
      if (open) {
        aborted = true;
        far.size = 0;
        close();
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      open = false;
      lock.notifyAll();
    }
  }

  /// Waits until somebody waits for bytes here.
  void awaitReader() throws InterruptedException {
    synchronized (lock) {
      while (!reading) {
        lock.wait();
      }
    }
  }

  /// Waits until no more bytes can wait to be read here.
  void awaitFull() throws InterruptedException {
    synchronized (lock) {
      while (size < ring.length) {
        lock.wait();
      }
    }
  }

  int writes() {
    synchronized (lock) {
      return writes;
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

  /// Waits for any change, and tells whether it came in time.
  @SuppressWarnings("WaitNotInLoop")
  private boolean await(Duration timeout) throws IOException {
    var before = System.nanoTime();
    try {
      lock.wait(timeout.toMillis() + 1);
    } catch (InterruptedException _) {
      close();
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
    if (!open) {
      throw new AsynchronousCloseException();
    }
    return System.nanoTime() - before < timeout.toNanos();
  }
}
