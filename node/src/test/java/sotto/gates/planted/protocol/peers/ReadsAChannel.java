package sotto.gates.planted.protocol.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/// A planted violation.
public final class ReadsAChannel {
  public int read(ByteChannel channel, ByteBuffer buffer) throws IOException {
    return channel.read(buffer);
  }
}
