package sotto.node.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that is the program, with a home of its own.
final class Spawned implements AutoCloseable {

  private static final long END_MAX_SECONDS = 120;

  private final Process process;
  private final Path err;

  private Spawned(Process process, Path err) {
    this.process = process;
    this.err = err;
  }

  /// Starts the program in a home, with a class path.
  static Spawned start(Path home, String classPath, String... arguments) throws IOException {
    Files.createDirectories(home.resolve("tmp"));
    var line =
        new ArrayList<>(
            List.of(
                // A build that runs in the background ignores SIGINT, and so would its children.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + home.resolve("tmp"),
                "-cp",
                classPath,
                "sotto.node.Main"));
    line.addAll(List.of(arguments));
    var err = Files.createTempFile(home, "err", "");
    var builder = new ProcessBuilder(line).redirectError(err.toFile());
    builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
    builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("SOTTO_"));
    return new Spawned(builder.start(), err);
  }

  /// Starts a node and waits until it listens.
  ///
  /// @return the node, whose first event was taken off its output
  static Node node(Path home, String classPath, String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("run", "--json", "--show-address"));
    arguments.addAll(List.of(more));
    var spawned = start(home, classPath, arguments.toArray(String[]::new));
    var out = spawned.process.inputReader(UTF_8);
    var first = out.readLine();
    if (first == null || !first.contains("listening")) {
      spawned.close();
      throw new IOException("the node did not listen: " + first + " " + spawned.err());
    }
    Thread.ofVirtual()
        .start(
            () -> {
              try (out) {
                out.transferTo(Writer.nullWriter());
              } catch (IOException e) {
                // The process was killed.
              }
            });
    var event = JsonParser.parseString(first).getAsJsonObject();
    return new Node(spawned, event.get("address").getAsString());
  }

  static String path(String... parts) {
    return String.join(File.pathSeparator, parts);
  }

  void type(byte[] bytes) throws IOException {
    try (var in = process.getOutputStream()) {
      in.write(bytes);
    }
  }

  byte[] out() throws IOException {
    return process.getInputStream().readAllBytes();
  }

  String text() throws IOException {
    return new String(out(), UTF_8).strip();
  }

  JsonObject json() throws IOException {
    return JsonParser.parseString(text()).getAsJsonObject();
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  int code() throws InterruptedException {
    if (!process.waitFor(END_MAX_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the process did not end");
    }
    return process.exitValue();
  }

  Process process() {
    return process;
  }

  /// Sends a signal by its name, such as `INT`.
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// A process that listens.
  ///
  /// @param process the process
  /// @param address where it listens
  record Node(Spawned process, String address) implements AutoCloseable {

    @Override
    public void close() {
      process.close();
    }
  }
}
