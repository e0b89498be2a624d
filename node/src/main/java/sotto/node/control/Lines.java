package sotto.node.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Optional;
import sotto.node.terminal.Json;

/// JSON objects over a channel, one a line.
///
/// One thread may read while others write; a line is written whole.
final class Lines {

  /// The longest line, in bytes: a body of 64 KiB is 87,384 characters of base64, and the other
  /// fields stay far below the rest.
  static final int LINE_MAX = 96 * 1024;

  private static final int CHUNK = 4096;

  private final ByteChannel channel;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).flip();

  Lines(ByteChannel channel) {
    this.channel = channel;
  }

  /// Waits for the next object.
  ///
  /// @return the object, or nothing once the other side has closed
  Optional<JsonObject> read() throws IOException, Malformed {
    var line = new byte[CHUNK];
    var size = 0;
    while (true) {
      if (!chunk.hasRemaining() && !refill()) {
        if (size > 0) {
          throw new Malformed("it ends in the middle of a line");
        }
        return Optional.empty();
      }
      var next = chunk.get();
      if (next == '\n') {
        return Optional.of(parse(new String(line, 0, size, UTF_8)));
      }
      if (size == LINE_MAX) {
        throw new Malformed("a line is longer than " + LINE_MAX + " bytes");
      }
      if (size == line.length) {
        line = Arrays.copyOf(line, Math.min(LINE_MAX, line.length * 2));
      }
      line[size++] = next;
    }
  }

  /// Writes an object.
  synchronized void write(JsonElement object) throws IOException {
    var bytes = ByteBuffer.wrap((Json.line(object) + "\n").getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  static JsonObject parse(String line) throws Malformed {
    try (var reader = new JsonReader(new StringReader(line))) {
      reader.setStrictness(Strictness.STRICT);
      var element = JsonParser.parseReader(reader);
      if (element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
        return element.getAsJsonObject();
      }
      throw new Malformed("a line is not one JSON object");
    } catch (JsonParseException | IOException e) {
      throw new Malformed("a line is not JSON");
    }
  }

  private boolean refill() throws IOException {
    chunk.clear();
    try {
      var count = channel.read(chunk);
      chunk.flip();
      return count > 0;
    } catch (ClosedChannelException e) {
      // We closed it ourselves, from another thread: the same as an end.
      chunk.flip();
      return false;
    }
  }
}
