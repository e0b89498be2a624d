package sotto.backend.loopback.fabric;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import sotto.spi.backend.Outflow;

/// What a link writes onto a [Wire].
final class FabricFlow implements Outflow {

  /// How many bytes travel as one: about what fits into one packet of a slow network's stream.
  private static final int CHUNK_MAX = 4096;

  private final Timeline timeline;
  private final Wire.Lane lane;
  private boolean over;

  FabricFlow(Timeline timeline, Wire.Lane lane) {
    this.timeline = timeline;
    this.lane = lane;
  }

  @Override
  public void write(ByteBuffer buffer) throws IOException, InterruptedException {
    timeline.lock().lock();
    try {
      while (buffer.hasRemaining()) {
        var wanted = Math.min(buffer.remaining(), CHUNK_MAX);
        var granted = lane.pipe().reserve(wanted, () -> over);
        if (granted == 0) {
          throw new ClosedChannelException();
        }
        var bytes = new byte[granted];
        buffer.get(bytes);
        lane.send(ByteBuffer.wrap(bytes));
      }
    } finally {
      timeline.lock().unlock();
    }
  }

  @Override
  public void finish() {
    end(lane::finish);
  }

  @Override
  public void reset() {
    end(lane::reset);
  }

  private void end(Runnable how) {
    timeline.lock().lock();
    try {
      if (!over) {
        over = true;
        lane.pipe().nudge();
        how.run();
      }
    } finally {
      timeline.lock().unlock();
    }
  }
}
