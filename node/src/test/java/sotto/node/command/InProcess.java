package sotto.node.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Terminal;

/// `sotto run` in this process, until it is closed.
final class InProcess implements AutoCloseable {

  private final Path home;
  private final PipedOutputStream stdin = new PipedOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final BlockingQueue<Integer> code = new ArrayBlockingQueue<>(1);
  private String address = "";

  private InProcess(Path home) {
    this.home = home;
  }

  /// Starts a node and waits until it listens.
  static InProcess start(Path home, String... more) throws IOException, InterruptedException {
    var node = new InProcess(home);
    var stdout = new Lines();
    var in = new PipedInputStream(node.stdin);
    var terminal =
        Terminal.of(new PrintStream(stdout, true, UTF_8), new PrintStream(node.err, true, UTF_8));
    var arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--json",
                "--show-address",
                "--end-with-stdin",
                "--backend",
                "loopback",
                "--set",
                "loopback.registry=" + home.resolve("registry")));
    arguments.addAll(List.of(more));
    Thread.ofVirtual()
        .start(
            () -> {
              var program = new Program(new Surroundings(terminal, in, Map.of(), home));
              node.code.add(program.run(arguments.toArray(String[]::new)));
              stdout.whole.add("ended");
            });
    var first = stdout.whole.take();
    if (!first.contains("listening")) {
      throw new IOException("the node did not listen: " + first + node.err.toString(UTF_8));
    }
    node.address = JsonParser.parseString(first).getAsJsonObject().get("address").getAsString();
    return node;
  }

  String address() {
    return address;
  }

  String err() {
    return err.toString(UTF_8);
  }

  Typed type(String... arguments) {
    return Typed.in(home, arguments);
  }

  /// Ends the node and returns its exit code.
  int end() throws IOException, InterruptedException {
    stdin.close();
    return code.take();
  }

  @Override
  public void close() throws IOException {
    stdin.close();
  }

  /// What a node says on stdout, line by line.
  private static final class Lines extends OutputStream {

    private final BlockingQueue<String> whole = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int next) {
      if (next == '\n') {
        whole.add(part.toString(UTF_8));
        part.reset();
      } else {
        part.write(next);
      }
    }
  }
}
