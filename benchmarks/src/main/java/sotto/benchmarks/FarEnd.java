package sotto.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/// What the far end of a stream does in a benchmark, and how the near end uses it.
final class FarEnd {

  /// How many bytes are written and read at once.
  static final int PIECE = 16 * 1024;

  private FarEnd() {}

  /// Serves a stream on a thread of its own, until it is closed.
  static void start(ByteChannel channel, Manner manner) {
    Thread.startVirtualThread(
        () -> {
          try {
            manner.serve(channel);
          } catch (IOException e) {
            // The benchmark is over and closed the channel.
          }
        });
  }

  /// What it does with a stream.
  interface Manner {
    void serve(ByteChannel channel) throws IOException;
  }

  /// Sends back what comes.
  static void echo(ByteChannel channel) throws IOException {
    var buffer = ByteBuffer.allocate(PIECE);
    while (channel.read(buffer) >= 0) {
      write(channel, buffer.flip());
      buffer.clear();
    }
  }

  /// Sends a byte for so many that come.
  static void count(ByteChannel channel, int bulk) throws IOException {
    var buffer = ByteBuffer.allocate(PIECE);
    var due = bulk;
    for (var count = channel.read(buffer); count >= 0; count = channel.read(buffer.clear())) {
      for (due -= count; due <= 0; due += bulk) {
        write(channel, ByteBuffer.allocate(1));
      }
    }
  }

  /// Writes all of it.
  static void write(ByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /// Reads until the buffer is full, and returns how many bytes that is.
  static int fill(ByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("the peer is gone");
      }
    }
    return buffer.position();
  }
}
