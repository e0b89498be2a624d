package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A controller that says what it is told to and understands nothing, for tests.
///
/// Confined to one thread.
final class RawControl implements AutoCloseable {

  static final String HUNG_UP = "(hung up)";

  private final SocketChannel channel;
  private final Lines lines;
  private final List<String> events = new ArrayList<>();

  RawControl(Path socket) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    lines = new Lines(channel);
  }

  /// Connects to a fake and logs in with its cookie.
  static RawControl in(FakeTor tor) throws IOException {
    var control = new RawControl(tor.control());
    var cookie = HexFormat.of().formatHex(Files.readAllBytes(tor.cookieFile()));
    control.ask("AUTHENTICATE " + cookie);
    return control;
  }

  void say(String command) throws IOException {
    var bytes = ByteBuffer.wrap((command + "\r\n").getBytes(ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Says a command and returns the reply, lines parted by LF, or [#HUNG_UP].
  String ask(String command) {
    try {
      say(command);
      return reply();
    } catch (IOException _) {
      return HUNG_UP;
    }
  }

  /// Returns the next reply; events that come before it are kept.
  String reply() throws IOException {
    var text = new ArrayList<String>();
    while (true) {
      var line = lines.next();
      if (line.isEmpty()) {
        return HUNG_UP;
      }
      if (line.get().startsWith("650")) {
        events.add(event(line.get()));
        continue;
      }
      text.add(line.get());
      if (line.get().matches("\\d{3}\\+.*")) {
        text.addAll(body());
      }
      if (line.get().matches("\\d{3} .*")) {
        return String.join("\n", text);
      }
    }
  }

  private List<String> body() throws IOException {
    var text = new ArrayList<String>();
    var line = lines.next();
    while (line.filter(next -> !next.equals(".")).isPresent()) {
      text.add(line.get());
      line = lines.next();
    }
    text.add(".");
    return text;
  }

  private String event(String line) throws IOException {
    return line.startsWith("650+") ? line + "\n" + String.join("\n", body()) : line;
  }

  /// Returns the next event, one that was kept or the next that comes.
  String event() throws IOException {
    if (!events.isEmpty()) {
      return events.removeFirst();
    }
    var line = lines.next();
    return line.isPresent() ? event(line.get()) : HUNG_UP;
  }

  /// Returns as many events as are asked for.
  List<String> events(int count) throws IOException {
    var all = new ArrayList<String>();
    while (all.size() < count) {
      all.add(event());
    }
    return all;
  }

  /// Returns events up to the first that contains some words.
  List<String> eventsUntil(String words) throws IOException {
    var all = new ArrayList<String>();
    do {
      all.add(event());
    } while (!all.getLast().contains(words) && !all.getLast().equals(HUNG_UP));
    return all;
  }

  /// Returns the first line of what comes next, whatever it is.
  Optional<String> line() throws IOException {
    return lines.next();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
