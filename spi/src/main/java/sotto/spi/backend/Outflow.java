package sotto.spi.backend;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The outward half of a link, which a medium provides.
public interface Outflow {

  /// Sends all bytes, waiting as long as the peer makes us wait.
  ///
  /// @param buffer the bytes; none remain afterwards
  /// @throws java.nio.channels.ClosedChannelException if `finish` or `reset` was called
  /// @throws IOException if the link is lost
  /// @throws InterruptedException if the thread is interrupted
  void write(ByteBuffer buffer) throws IOException, InterruptedException;

  /// Closes after what was written has gone; returns at once and wakes a blocked `write`.
  void finish();

  /// Closes and drops what has not gone yet; returns at once and wakes a blocked `write`.
  void reset();
}
