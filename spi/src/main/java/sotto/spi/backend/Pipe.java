package sotto.spi.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.Reason;

/// A bounded queue of bytes with one reader, who may be far behind, and one writer, who then waits.
///
/// The writer reserves room first and delivers later, so that bytes on their way count as well. A
/// pipe ends in one of three ways: the writer ended it (the reader gets all bytes, then `-1`), the
/// writer lost it (all bytes, then an exception), or the reader closed it (all further bytes are
/// let go of).
public final class Pipe {

  /// How many bytes may lie between writer and reader: as much as a stream of a real network takes
  /// before its writer waits, and small enough for thousands of links that are in use.
  public static final int BYTES_MAX = 64 * 1024;

  private static final byte[] NOTHING = {};

  private enum End {
    NONE,
    ENDED,
    LOST
  }

  private final Gate gate;
  private byte[] ring = NOTHING;
  private int head;
  private int size;
  private int reserved;
  private End end = End.NONE;
  private Reason lossReason = Reason.LINK_DIED;
  private boolean closed;

  /// Makes an empty pipe.
  ///
  /// @param gate where reader and writer wait
  public Pipe(Gate gate) {
    this.gate = gate;
  }

  /// Waits for bytes and takes as many as there are and fit.
  ///
  /// @param buffer where they go; something remains in it
  /// @param deadline when to stop waiting, in the gate's time
  /// @return the number of bytes, 0 if the deadline passed, -1 at the end
  int take(ByteBuffer buffer, long deadline) throws IOException, InterruptedException {
    gate.enter();
    try {
      if (closed) {
        throw new ClosedChannelException();
      }
      var inTime = true;
      while (size == 0 && end == End.NONE && inTime) {
        inTime = gate.await(deadline);
        if (closed) {
          throw new AsynchronousCloseException();
        }
      }
      return size > 0 ? drain(buffer) : atEnd();
    } finally {
      gate.leave();
    }
  }

  /// Waits for room and reserves it.
  ///
  /// @param wanted how many bytes, at least 1
  /// @param cancelled whether the writer has given up; it must wake the gate when that changes
  /// @return how many may be delivered, at least 1, or 0 if nobody will read them or the writer
  ///   gave up
  /// @throws InterruptedException if the thread is interrupted
  public int reserve(int wanted, BooleanSupplier cancelled) throws InterruptedException {
    gate.enter();
    try {
      while (!over() && !cancelled.getAsBoolean() && room() == 0) {
        gate.await(Gate.FOREVER);
      }
      if (over() || cancelled.getAsBoolean()) {
        return 0;
      }
      var granted = Math.min(wanted, room());
      reserved += granted;
      return granted;
    } finally {
      gate.leave();
    }
  }

  /// Delivers bytes for which room was reserved.
  ///
  /// @param bytes the bytes; none remain afterwards
  public void deliver(ByteBuffer bytes) {
    gate.enter();
    try {
      reserved -= bytes.remaining();
      if (over()) {
        bytes.position(bytes.limit());
        return;
      }
      if (ring.length == 0) {
        ring = new byte[BYTES_MAX];
      }
      while (bytes.hasRemaining()) {
        var tail = (head + size) % BYTES_MAX;
        var run = Math.min(bytes.remaining(), BYTES_MAX - tail);
        bytes.get(ring, tail, run);
        size += run;
      }
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  /// Says that the writer has closed.
  public void end() {
    finish(End.ENDED, Reason.RESET);
  }

  /// Says that the link is gone.
  ///
  /// @param reason `RESET` or `LINK_DIED`
  public void lose(Reason reason) {
    finish(End.LOST, reason);
  }

  /// Says that the reader has closed.
  public void close() {
    gate.enter();
    try {
      closed = true;
      size = 0;
      ring = NOTHING;
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  /// Tells whether the writer ended or lost it, though bytes may still wait to be read.
  ///
  /// @return whether it has
  public boolean ended() {
    gate.enter();
    try {
      return end != End.NONE;
    } finally {
      gate.leave();
    }
  }

  /// Returns how the link was lost, to somebody who writes to a peer who has ended it.
  ///
  /// @return the exception to throw
  LinkLost loss() {
    gate.enter();
    try {
      return lost(end == End.LOST ? lossReason : Reason.RESET);
    } finally {
      gate.leave();
    }
  }

  /// Makes the writer look again whether it was cancelled.
  public void nudge() {
    gate.enter();
    try {
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  Gate gate() {
    return gate;
  }

  private void finish(End how, Reason reason) {
    gate.enter();
    try {
      if (end == End.NONE) {
        end = how;
        lossReason = reason;
        gate.changed();
      }
    } finally {
      gate.leave();
    }
  }

  private boolean over() {
    return closed || end != End.NONE;
  }

  private int room() {
    return BYTES_MAX - size - reserved;
  }

  private int drain(ByteBuffer buffer) {
    var taken = 0;
    while (size > 0 && buffer.hasRemaining()) {
      var run = Math.min(Math.min(size, buffer.remaining()), BYTES_MAX - head);
      buffer.put(ring, head, run);
      head = (head + run) % BYTES_MAX;
      size -= run;
      taken += run;
    }
    gate.changed();
    return taken;
  }

  private int atEnd() throws LinkLost {
    return switch (end) {
      case NONE -> 0;
      case ENDED -> -1;
      case LOST -> throw lost(lossReason);
    };
  }

  private static LinkLost lost(Reason reason) {
    return new LinkLost(
        reason,
        reason == Reason.RESET
            ? "The peer has torn the link down. What to do: dial again."
            : "The link died on its way. What to do: dial again.");
  }
}
