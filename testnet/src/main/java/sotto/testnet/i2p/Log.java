package sotto.testnet.i2p;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The end of what a process said, without what names somebody.
final class Log {

  private static final int LINES_MAX = 12;
  private static final int BYTES_MAX = 8_192;

  /// Destinations, router hashes and keys, in I2P's base64 and base32.
  private static final Pattern NAMES = Pattern.compile("[a-z2-7]{52,}|[A-Za-z0-9~-]{40,}=*");

  private Log() {}

  static String tail(Path log) throws IOException {
    if (Files.notExists(log)) {
      return "  (it has no log)";
    }
    try (var channel = Files.newByteChannel(log)) {
      channel.position(Math.max(0, channel.size() - BYTES_MAX));
      var bytes = ByteBuffer.allocate(BYTES_MAX);
      while (bytes.hasRemaining() && channel.read(bytes) > 0) {
        // On to the end.
      }
      var lines = new String(bytes.array(), 0, bytes.position(), UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size()).stream()
          .map(line -> "  " + redacted(line))
          .collect(Collectors.joining("\n"));
    }
  }

  static String redacted(String line) {
    return NAMES.matcher(line).replaceAll("…");
  }
}
