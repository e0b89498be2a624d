package sotto.tck.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.NetworkException.LinkLost;

/// A link of the memory network seen through the bugs that it has; without one it is the link
/// itself.
final class BuggyLink implements Link {

  private static final int LARGE = 500;
  private static final int SMALL = 16;
  private static final long IDLE_NANOS = 15_000_000;

  private final MemoryLink link;
  private final Bugs bugs;
  private final Object writing;
  private final Object reading;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ByteBuffer held = ByteBuffer.allocate(SMALL);
  private volatile boolean timedOut;
  private volatile boolean interrupted;
  private volatile long used = System.nanoTime();

  private BuggyLink(MemoryLink link, Bugs bugs) {
    this.link = link;
    this.bugs = bugs;
    writing = bugs.has(Bug.SLOW_READER_STALLS_ALL) ? bugs : new Object();
    reading = bugs.has(Bug.READ_WAITS_FOR_WRITE) ? writing : new Object();
  }

  static Link of(MemoryLink link, Bugs bugs) {
    return bugs.set().isEmpty() ? link : new BuggyLink(link, bugs);
  }

  @Override
  public Optional<Address> remote() {
    return link.remote();
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return read(buffer, Duration.ofDays(1000));
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    beUsed();
    if (bugs.has(Bug.PINS)) {
      Pinned.park();
    }
    try {
      synchronized (reading) {
        var room = buffer.hasRemaining() || !bugs.has(Bug.EMPTY_READ_WAITS);
        return noted(link.read(room ? buffer : ByteBuffer.allocate(1), timeout), buffer);
      }
    } catch (ClosedByInterruptException e) {
      interrupted = true;
      throw e;
    } catch (AsynchronousCloseException e) {
      throw e;
    } catch (ClosedChannelException e) {
      if (bugs.has(Bug.READS_AFTER_CLOSE)) {
        return -1;
      }
      throw e;
    }
  }

  private int noted(int count, ByteBuffer buffer) {
    if (count == 0 && buffer.hasRemaining()) {
      timedOut = true;
      if (bugs.has(Bug.READ_TIMEOUT_CLOSES)) {
        link.close();
      }
    } else if (count > 0 && timedOut && bugs.has(Bug.LOSES_BYTES_ON_TIMEOUT)) {
      timedOut = false;
      buffer.position(buffer.position() - 1);
      return count - 1;
    }
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    beUsed();
    try {
      synchronized (writing) {
        return writeAs(buffer);
      }
    } catch (LinkLost e) {
      if (bugs.has(Bug.WRITES_INTO_THE_VOID)) {
        var count = buffer.remaining();
        buffer.position(buffer.limit());
        return count;
      }
      throw e;
    }
  }

  private int writeAs(ByteBuffer buffer) throws IOException {
    var count = buffer.remaining();
    if (bugs.has(Bug.HOLDS_SMALL_WRITES)) {
      return hold(buffer);
    }
    if (count < LARGE) {
      return link.write(buffer);
    }
    if (bugs.has(Bug.REORDERS)) {
      var half = count / 2;
      link.write(buffer.slice(buffer.position() + half, count - half));
      link.write(buffer.slice(buffer.position(), half));
      buffer.position(buffer.limit());
      return count;
    }
    if (bugs.has(Bug.DUPLICATES_CHUNK)) {
      link.write(buffer.slice(buffer.position(), SMALL));
    }
    return link.write(buffer);
  }

  private int hold(ByteBuffer buffer) throws IOException {
    var count = buffer.remaining();
    while (buffer.hasRemaining()) {
      held.put(buffer.get());
      if (!held.hasRemaining()) {
        link.write(held.flip());
        held.clear();
      }
    }
    return count;
  }

  private void beUsed() {
    var idle = System.nanoTime() - used;
    used = System.nanoTime();
    if (bugs.has(Bug.IDLE_LINKS_DIE) && idle > IDLE_NANOS) {
      link.die();
    }
  }

  @Override
  public boolean isOpen() {
    return link.isOpen() || (interrupted && bugs.has(Bug.INTERRUPT_LEAVES_LINK_OPEN));
  }

  @Override
  public void abort() {
    if (!bugs.has(Bug.LINK_CLOSE_WAKES_NOBODY)) {
      link.abort();
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true) && bugs.has(Bug.CLOSE_THROWS)) {
      throw new IllegalStateException("this link is closed");
    }
    if (!bugs.has(Bug.LINK_CLOSE_WAKES_NOBODY)) {
      link.close();
    }
  }

  @Override
  public String toString() {
    return link.toString();
  }
}
