package sotto.tck.memory;

import java.nio.ByteBuffer;
import java.util.Optional;
import sotto.spi.NetworkException.Reason;

/// One direction of a link: bytes on their way, and how it ended. Guarded by the link's lock.
final class Pipe {

  /// How much waits between a writer and a reader; a writer of more waits too.
  static final int CAPACITY = 64 * 1024;

  private final byte[] ring = new byte[CAPACITY];
  private int start;
  private int size;
  private boolean ended;
  private Optional<Reason> broken = Optional.empty();

  int put(ByteBuffer from) {
    var count = Math.min(from.remaining(), CAPACITY - size);
    for (var done = 0; done < count; ) {
      var at = (start + size) % CAPACITY;
      var run = Math.min(count - done, CAPACITY - at);
      from.get(ring, at, run);
      size += run;
      done += run;
    }
    return count;
  }

  int take(ByteBuffer to) {
    var count = Math.min(to.remaining(), size);
    for (var done = 0; done < count; ) {
      var run = Math.min(count - done, CAPACITY - start);
      to.put(ring, start, run);
      start = (start + run) % CAPACITY;
      size -= run;
      done += run;
    }
    return count;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == CAPACITY;
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
