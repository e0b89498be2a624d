package sotto.testnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The suite's own program in a process of its own, with a private network of its own, under
/// `strace`, and with every log at its most talkative. It is run on the class path of the test that
/// starts it.
public final class SuiteProcess implements AutoCloseable {

  /// Only ends a run that hangs.
  private static final long MINUTES_MAX = 15;

  private static final String OUTPUT = "output";
  private static final String TRACE = "trace";
  private static final String LOG = "log";

  private final Path directory;
  private final Process process;

  private SuiteProcess(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /// Starts it.
  ///
  /// @param scheme the backend's
  /// @param directory an empty directory for what it writes
  /// @param cases the numbers of the cases to run
  /// @return the process, which runs
  /// @throws IOException if it cannot be started
  public static SuiteProcess start(String scheme, Path directory, List<Integer> cases)
      throws IOException {
    var only = cases.stream().map(String::valueOf).collect(Collectors.joining(","));
    var command =
        SystemCalls.traced(
            directory.resolve(TRACE),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx768m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-Dorg.slf4j.simpleLogger.logFile=" + directory.resolve(LOG),
                "-cp",
                System.getProperty("java.class.path"),
                "sotto.tck.Conformance",
                "--backend",
                scheme,
                "--only",
                only,
                "--report",
                directory.toString()));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(OUTPUT).toFile())
            .start();
    process.getOutputStream().close();
    return new SuiteProcess(directory, process);
  }

  /// Waits until it has ended.
  ///
  /// @return the file with what it says, in JSON
  /// @throws IOException if it does not end, or ends without a report; the message is what it
  ///   printed
  /// @throws InterruptedException if the thread is interrupted
  public Path report() throws IOException, InterruptedException {
    var ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
    var report = directory.resolve("report.json");
    if (!ended || !Files.exists(report)) {
      throw new IOException("The suite did not end well.\n" + String.join("\n", output()));
    }
    return report;
  }

  /// Returns the lines of its trace, see [SystemCalls].
  ///
  /// @return the lines
  /// @throws IOException if they cannot be read
  public List<String> trace() throws IOException {
    return Files.readAllLines(directory.resolve(TRACE));
  }

  /// Returns what it logged.
  ///
  /// @return the lines
  /// @throws IOException if they cannot be read
  public List<String> log() throws IOException {
    return Files.readAllLines(directory.resolve(LOG));
  }

  /// Returns what it printed.
  ///
  /// @return the lines
  /// @throws IOException if they cannot be read
  public List<String> output() throws IOException {
    return Files.readAllLines(directory.resolve(OUTPUT));
  }

  /// Ends it, and what it started.
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
