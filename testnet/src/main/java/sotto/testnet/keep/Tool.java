package sotto.testnet.keep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that runs for a moment and says something.
///
/// @param exit what it ended with
/// @param said what it wrote, errors too
public record Tool(int exit, String said) {

  /// No program that is run here needs a tenth of it on a machine that is not overloaded.
  private static final Duration RUN_MAX = Duration.ofSeconds(30);

  /// More than any of them says.
  private static final int SAID_MAX = 65_536;

  /// Runs a program.
  ///
  /// @throws IOException if it cannot be started or does not end
  public static Tool run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (var out = process.getInputStream()) {
      var said = new String(out.readNBytes(SAID_MAX), UTF_8);
      if (!process.waitFor(RUN_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(command.getFirst() + " does not end.");
      }
      return new Tool(process.exitValue(), said);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Runs a line of shell with arguments.
  public static Tool shell(String script, List<String> arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(arguments);
    return run(command);
  }

  /// Starts a program that is no child of this process, so that a test which looks for children
  /// that it left behind sees none of ours.
  ///
  /// @param log what it says is appended there
  /// @param pids its process id is appended there, for the [Keeper]
  /// @param command the program and its arguments
  /// @return its process id
  public static long background(Path log, Path pids, List<String> command)
      throws IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of(log.toString(), pids.toString()));
    arguments.addAll(command);
    var started =
        shell(
            "log=$1 pids=$2; shift 2; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $! | tee -a"
                + " \"$pids\"",
            arguments);
    return Long.parseLong(started.said().strip());
  }

  /// Returns where a program is.
  public static Optional<Path> find(String name) {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
            Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"))
        .map(directory -> Path.of(directory, name).toAbsolutePath())
        .filter(Files::isExecutable)
        .findFirst();
  }
}
