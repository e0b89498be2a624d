package sotto.backend.tor.control;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lines that jtorctl reads, cut off where a tor would never go on, and kept until the reply is
/// complete, for jtorctl does not show what it read.
///
/// jtorctl's own reader takes a line of any length, a reply of any number of lines, and a
/// connection that ends inside a data block for a `null` that it then dereferences. Confined to the
/// session's reader.
final class CappedLines extends BufferedReader {

  /// The longest line, in bytes. The longest that we ask for is a list of listeners.
  static final int LINE_MAX = 64 * 1024;

  /// The most bytes of one reply. The largest that we ask for is a few lines.
  static final int REPLY_MAX = 256 * 1024;

  /// The most lines of one reply; a line may be as short as the end of it.
  static final int LINES_MAX = 4_096;

  private static final Pattern REPLY = Pattern.compile("[2-6][0-9][0-9][ +-]");
  private static final int BUFFER = 8 * 1024;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private final StringBuilder line = new StringBuilder();
  private List<String> reply = new ArrayList<>();
  private int size;
  private boolean block;

  CappedLines(ReadableByteChannel channel) {
    super(Reader.nullReader());
    this.channel = channel;
  }

  /// Returns the lines since it was last asked, and forgets them.
  List<String> take() {
    var taken = reply;
    reply = new ArrayList<>();
    size = 0;
    return taken;
  }

  /// Returns the next line without its end, or `null` at the end if that is between replies.
  @Override
  public @Nullable String readLine() throws IOException {
    line.setLength(0);
    while (true) {
      if (!buffer.hasRemaining() && !fill()) {
        if (reply.isEmpty() && line.isEmpty()) {
          return null;
        }
        throw new EOFException("the connection ended inside a reply");
      }
      var next = (char) (buffer.get() & 0xff);
      if (next == '\n') {
        return keep();
      }
      if (line.length() == LINE_MAX) {
        throw new Malformed("a line has more than " + LINE_MAX + " bytes");
      }
      line.append(next);
    }
  }

  private String keep() throws Malformed {
    var end = line.length();
    var text = line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    size += text.length();
    if (reply.size() == LINES_MAX || size > REPLY_MAX) {
      throw new Malformed("a reply is longer than any that was asked for");
    }
    if (block) {
      block = !text.equals(".");
    } else if (!REPLY.matcher(text).lookingAt()) {
      // jtorctl would read on until a line has a space after three characters.
      throw new Malformed("a line is no reply");
    } else {
      block = text.charAt(3) == '+';
    }
    reply.add(text);
    return text;
  }

  private boolean fill() throws IOException {
    buffer.clear();
    var count = channel.read(buffer);
    buffer.flip();
    return count > 0;
  }
}
