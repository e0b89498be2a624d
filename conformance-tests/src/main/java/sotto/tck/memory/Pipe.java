package sotto.tck.memory;

import java.nio.ByteBuffer;
import java.util.Optional;
import sotto.spi.NetworkException.Reason;

/// One direction of a link: bytes on their way, and how it ended. Guarded by the link's lock.
final class Pipe {

  /// How much waits between a writer and a reader; a writer of more waits too.
  static final int CAPACITY = 64 * 1024;

  private static final int CAPACITY_OF_A_HOARD = 1 << 20;
  private static final int CAPACITY_WITHOUT_BOUND = 32 << 20;

  private final byte[] ring;
  private int start;
  private int size;
  private boolean ended;
  private Optional<Reason> broken = Optional.empty();

  private Pipe(int capacity) {
    ring = new byte[capacity];
  }

  static Pipe with(Bugs bugs) {
    if (bugs.has(Bug.UNBOUNDED_BUFFER)) {
      return new Pipe(CAPACITY_WITHOUT_BOUND);
    }
    return new Pipe(bugs.has(Bug.HOARDS_MEMORY) ? CAPACITY_OF_A_HOARD : CAPACITY);
  }

  int put(ByteBuffer from) {
    var count = Math.min(from.remaining(), ring.length - size);
    for (var done = 0; done < count; ) {
      var at = (start + size) % ring.length;
      var run = Math.min(count - done, ring.length - at);
      from.get(ring, at, run);
      size += run;
      done += run;
    }
    return count;
  }

  int take(ByteBuffer to) {
    var count = Math.min(to.remaining(), size);
    for (var done = 0; done < count; ) {
      var run = Math.min(count - done, ring.length - start);
      to.put(ring, start, run);
      start = (start + run) % ring.length;
      size -= run;
      done += run;
    }
    return count;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == ring.length;
  }

  void dropLast() {
    size = Math.max(0, size - 1);
  }

  /// Notes that nothing follows what is on its way.
  void end() {
    ended = true;
  }

  /// Notes that nothing follows, and that what is on its way is lost.
  void tear(Reason why) {
    if (broken.isEmpty() && !(ended && size == 0)) {
      broken = Optional.of(why);
      size = 0;
    }
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }

  Optional<Reason> broken() {
    return broken;
  }
}
