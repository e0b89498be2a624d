package sotto.testnet.tor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import sotto.testnet.keep.Deadline;

/// One conversation with a tor of the private network: a command, its answer, the next command.
///
/// Confined to one thread. (control-spec, sections 2 and 3.)
final class Control implements Closeable {

  /// A tor that is alive answers within milliseconds; one that starts under load, within seconds.
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  /// Far more than the descriptors of a few relays.
  private static final int ANSWER_BYTES_MAX = 1_048_576;

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(8_192).limit(0);
  private Deadline deadline = Deadline.in(ANSWER_MAX);
  private int read;

  private Control(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  /// Connects and authenticates with the cookie.
  static Control open(Path socket, Path cookie) throws IOException {
    var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    channel.configureBlocking(false);
    var control = new Control(channel, Selector.open());
    try {
      channel.register(control.selector, SelectionKey.OP_READ);
      control.ask("AUTHENTICATE " + HexFormat.of().formatHex(Files.readAllBytes(cookie)));
      return control;
    } catch (IOException e) {
      control.close();
      throw e;
    }
  }

  /// Sends a command and returns the lines of its answer, each without its three digits and the
  /// sign behind them; the lines of a multi-line value follow the line that begins it.
  ///
  /// @throws TorTestnetException if tor refuses
  List<String> ask(String command) throws IOException {
    deadline = Deadline.in(ANSWER_MAX);
    read = 0;
    var bytes = ByteBuffer.wrap((command + "\r\n").getBytes(US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    var lines = new ArrayList<String>();
    while (true) {
      var line = line();
      if (line.length() < 4) {
        throw new TorTestnetException("A tor answers with a line that is too short.");
      }
      lines.add(line.substring(4));
      switch (line.charAt(3)) {
        case '+' -> value(lines);
        case '-' -> {}
        default -> {
          return answered(command, line, lines);
        }
      }
    }
  }

  private static List<String> answered(String command, String last, List<String> lines)
      throws TorTestnetException {
    if (last.startsWith("250")) {
      return lines;
    }
    var verb = command.split(" ", 2)[0];
    throw new TorTestnetException("A tor refuses " + verb + ": " + Redaction.of(last));
  }

  private void value(List<String> lines) throws IOException {
    for (var line = line(); !line.equals("."); line = line()) {
      lines.add(line);
    }
  }

  /// Returns the next line, as it came.
  String line() throws IOException {
    var line = new StringBuilder();
    while (true) {
      while (buffer.hasRemaining()) {
        var next = (char) (buffer.get() & 0xff);
        if (next == '\n') {
          return line.toString();
        }
        if (next != '\r') {
          line.append(next);
        }
      }
      fill();
    }
  }

  private void fill() throws IOException {
    buffer.clear();
    var count = channel.read(buffer);
    while (count == 0) {
      var left = deadline.left().toMillis();
      if (left == 0) {
        throw new TorTestnetException("A tor does not answer.");
      }
      selector.select(left);
      count = channel.read(buffer);
    }
    buffer.flip();
    if (count < 0) {
      throw new EOFException("A tor hung up.");
    }
    read += count;
    if (read > ANSWER_BYTES_MAX) {
      throw new TorTestnetException("A tor answers without end.");
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }
}
