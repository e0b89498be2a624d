package sotto.tck.cases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import sotto.spi.Link;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Patience;
import sotto.tck.engine.Task;

/// A thread that writes to a link until it is told to stop, or has written more than a backend may
/// take from it.
///
/// Safe for use by any number of threads.
final class Filler {

  /// More than this must not fit between a writer and a reader: what the kernel's largest default
  /// buffers hold at both ends, and as much again.
  static final int TAKEN_MAX = 20 << 20;

  private static final int CHUNK = 4096;
  private static final int PERIOD = 251;
  private static final long POLL_NANOS = 500_000;

  /// How many looks in a row must find the writer at rest.
  private static final int LOOKS = 8;

  private final AtomicLong written = new AtomicLong();
  private final Patience patience;
  private final Link link;
  private final int chunk;
  private final Task<Long> task;
  private volatile boolean stopped;

  private Filler(Bench bench, Link link, int chunk) {
    this.patience = bench.patience();
    this.link = link;
    this.chunk = chunk;
    this.task = bench.start("a write that nobody reads", this::fill);
  }

  /// Starts a writer of many small pieces, which counts what was taken.
  static Filler start(Bench bench, Link link) {
    return new Filler(bench, link, CHUNK);
  }

  /// Starts a writer whose one and only write cannot end, however the room between the two changes:
  /// a kernel may take another piece long after a writer seemed to have come to rest.
  static Filler inOneWrite(Bench bench, Link link) {
    return new Filler(bench, link, TAKEN_MAX);
  }

  private long fill() throws IOException {
    var piece = ByteBuffer.allocate(chunk);
    while (!stopped && written.get() < TAKEN_MAX) {
      piece.clear();
      while (piece.hasRemaining()) {
        piece.put(valueAt(written.get() + piece.position()));
      }
      link.write(piece.flip());
      written.addAndGet(chunk);
    }
    return written.get();
  }

  /// The byte at a place of what is written.
  static byte valueAt(long position) {
    return (byte) (position % PERIOD);
  }

  /// Waits until the writer is seen to wait and has not got on for a glance, at every one of
  /// several looks: time alone says nothing, for it passes while this thread itself gets no turn.
  Filler awaitStalled() {
    var end = System.nanoTime() + patience.soon().multipliedBy(2).toNanos();
    var last = -1L;
    var since = System.nanoTime();
    var looks = 0;
    while (looks < LOOKS || System.nanoTime() - since < patience.glance().toNanos()) {
      Check.that(
          written.get() < TAKEN_MAX,
          "%d bytes were taken from a writer though nobody reads (L2)".formatted(written.get()));
      Check.that(!task.done(), "a write ended that nobody reads (L2)");
      Check.that(System.nanoTime() < end, "a writer that nobody reads never comes to rest (L2)");
      looks++;
      if (written.get() != last || !task.waits()) {
        last = written.get();
        since = System.nanoTime();
        looks = 0;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return this;
  }

  /// How many bytes were taken so far.
  long written() {
    return written.get();
  }

  /// Has the writer end after the chunk that it is at.
  void stop() {
    stopped = true;
  }

  Task<Long> task() {
    return task;
  }
}
