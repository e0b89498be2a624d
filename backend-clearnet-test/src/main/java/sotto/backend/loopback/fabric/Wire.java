package sotto.backend.loopback.fabric;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Trait;
import sotto.spi.backend.Pipe;

/// What lies between the two ends of a link: two lanes with a delay, a rate, and a chance to die.
final class Wire {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Fabric fabric;
  private final String name;
  private final FabricNode dialler;
  private final FabricNode listener;
  private final RandomGenerator random;
  private final Lane toListener;
  private final Lane toDialler;
  private int endsOpen = 2;

  Wire(
      Fabric fabric, String name, FabricNode dialler, FabricNode listener, RandomGenerator random) {
    this.fabric = fabric;
    this.name = name;
    this.dialler = dialler;
    this.listener = listener;
    this.random = random;
    this.toListener = new Lane(new Pipe(new FabricGate(fabric.timeline())));
    this.toDialler = new Lane(new Pipe(new FabricGate(fabric.timeline())));
  }

  Lane toListener() {
    return toListener;
  }

  Lane toDialler() {
    return toDialler;
  }

  boolean joins(FabricNode one, FabricNode other) {
    return (dialler == one && listener == other) || (dialler == other && listener == one);
  }

  /// Ends both directions at once, as when the path is gone.
  void die() {
    fabric.traceLog().add(name, "dies");
    toListener.lose(Reason.LINK_DIED);
    toDialler.lose(Reason.LINK_DIED);
  }

  /// Lets go what was held while bytes did not move.
  void move() {
    if (!isStalled()) {
      toListener.move();
      toDialler.move();
    }
  }

  private boolean isStalled() {
    return dialler.stallsLinks() || listener.stallsLinks();
  }

  private void endClosed() {
    endsOpen--;
    if (endsOpen == 0) {
      dialler.forget(this);
      listener.forget(this);
    }
  }

  /// One direction. The timeline's lock is held in every method.
  final class Lane {

    private final Pipe pipe;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private long free;
    private int underWay;
    private boolean over;

    private Lane(Pipe pipe) {
      this.pipe = pipe;
    }

    Pipe pipe() {
      return pipe;
    }

    /// Sends bytes for which the pipe has reserved room.
    void send(ByteBuffer bytes) {
      var personality = fabric.personality();
      if (personality.linkLoss() > 0 && random.nextDouble() < personality.linkLoss()) {
        die();
        return;
      }
      pass(cost(bytes.remaining()), () -> pipe.deliver(bytes));
    }

    /// Ends this direction after what was sent, and lets the other go.
    void finish() {
      fabric.traceLog().add(name, "closes");
      pass(0, pipe::end);
      endClosed();
    }

    /// Ends this direction without what was sent.
    void reset() {
      fabric.traceLog().add(name, "is aborted");
      over = true;
      held.clear();
      var tells = fabric.personality().traits().has(Trait.ABORT_SIGNAL);
      fabric.timeline().after(delay(), tells ? () -> pipe.lose(Reason.RESET) : pipe::end);
      endClosed();
    }

    private void lose(Reason reason) {
      over = true;
      held.clear();
      pipe.lose(reason);
    }

    private void pass(long cost, Runnable arrival) {
      var timeline = fabric.timeline();
      var now = timeline.now();
      free = Math.max(free, now + delay()) + cost;
      if (free <= now && underWay == 0) {
        arrive(arrival);
        return;
      }
      underWay++;
      timeline.at(
          free,
          () -> {
            underWay--;
            arrive(arrival);
          });
    }

    private void arrive(Runnable arrival) {
      if (isStalled() || !held.isEmpty()) {
        held.add(arrival);
      } else if (!over) {
        arrival.run();
      }
    }

    private void move() {
      while (!held.isEmpty()) {
        held.remove().run();
      }
    }

    private long cost(int size) {
      var rate = fabric.personality().bytesPerSecond();
      return rate == 0 ? 0 : size * NANOS_PER_SECOND / rate;
    }

    private long delay() {
      return fabric.personality().delay().drawNanos(random);
    }
  }
}
