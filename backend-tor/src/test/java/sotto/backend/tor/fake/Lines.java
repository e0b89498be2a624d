package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/// Cuts what a controller sends into lines, which end with LF and may have a CR before it.
///
/// Confined to one thread.
final class Lines {

  /// Where tor, too, says that a line is too long.
  private static final int LINE_MAX = 1 << 20;

  private static final int PIECE = 4096;

  private final ReadableByteChannel from;
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE).limit(0);
  private long taken;

  Lines(ReadableByteChannel from) {
    this.from = from;
  }

  /// A line that nobody would write.
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    private TooLong() {
      super("the line is too long");
    }
  }

  /// Returns the next line without its end, or nothing at the end of all.
  Optional<String> next() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      if (!piece.hasRemaining()) {
        piece.clear();
        var count = from.read(piece);
        piece.flip();
        if (count < 0) {
          return Optional.empty();
        }
      }
      var next = piece.get();
      taken++;
      if (next == '\n') {
        var text = line.toString(ISO_8859_1);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
      }
      line.write(next);
      if (line.size() > LINE_MAX) {
        throw new TooLong();
      }
    }
  }

  /// How many bytes the lines had so far.
  long taken() {
    return taken;
  }
}
