package sotto.backend.i2p.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sotto.testnet.SystemCalls;
import sotto.testnet.i2p.I2pTestnet;

/// A process in which scenes are played, with a private network; where we are root, in a namespace
/// that has `lo` and an address that leads nowhere, so that no router can talk to anybody else.
final class Stage implements AutoCloseable {

  private static final String PASSED = "passed";
  private static final long END_MAX_SECONDS = 60;

  private static final List<String> WITHIN =
      "root".equals(System.getProperty("user.name"))
          ? List.of(
              "unshare",
              "-n",
              "sh",
              "-c",
              "ip link set lo up; ip address add 10.99.99.99/32 dev lo; exec \"$@\"",
              "sh")
          : List.of();

  private final Process process;
  private final PrintWriter orders;
  private final BufferedReader answers;
  private final Path trace;

  private Stage(Process process, Path trace) {
    this.process = process;
    this.trace = trace;
    orders = new PrintWriter(process.outputWriter(UTF_8), true);
    answers = process.inputReader(UTF_8);
  }

  /// Starts it.
  ///
  /// @param directory where scenes may write
  /// @param traced whether the kernel keeps a record
  static Stage start(Path directory, boolean traced) throws IOException {
    var trace = directory.resolve("trace");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx384m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Stage.class.getName()));
    command.add(directory.toString());
    var whole = new ArrayList<>(WITHIN);
    whole.addAll(traced ? SystemCalls.traced(trace, command) : command);
    var process =
        new ProcessBuilder(whole).redirectError(directory.resolve("said").toFile()).start();
    return new Stage(process, trace);
  }

  /// Plays a scene of [Scenes] and fails as it does.
  void play(String scene) throws IOException {
    orders.println(scene);
    var said = new StringBuilder();
    var line = answers.readLine();
    while (line != null && !line.equals(PASSED) && !line.isEmpty()) {
      said.append(line).append('\n');
      line = answers.readLine();
    }
    assertThat(line).as(said.toString()).isEqualTo(PASSED);
  }

  /// Ends it, and returns what the kernel saw of it and all its children.
  List<String> trace() throws IOException, InterruptedException {
    orders.close();
    assertThat(process.waitFor(END_MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
    return Files.readAllLines(trace);
  }

  @Override
  public void close() {
    orders.close();
    try {
      if (process.waitFor(END_MAX_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  public static void main(String[] arguments) throws Exception {
    try (var network = I2pTestnet.start(I2pTestnet.Options.ordinary().batchMillis(5).hops(1));
        var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      var scenes = new Scenes(network, Path.of(arguments[0]));
      for (var order = orders.readLine(); order != null; order = orders.readLine()) {
        IO.println(played(scenes, order));
      }
    }
  }

  private static String played(Scenes scenes, String name) throws ReflectiveOperationException {
    try {
      Scenes.class.getDeclaredMethod(name).invoke(scenes);
      return PASSED;
    } catch (InvocationTargetException e) {
      var text = new StringWriter();
      e.getCause().printStackTrace(new PrintWriter(text));
      return text.toString().replaceAll("\n\\s*\n", "\n");
    }
  }
}
