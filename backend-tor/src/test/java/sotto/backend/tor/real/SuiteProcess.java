package sotto.backend.tor.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import sotto.tck.report.Json;
import sotto.tck.report.Report;
import sotto.testnet.SystemCalls;

/// The suite's own program in a process of its own, with a private Tor network of its own, under
/// `strace`, and with every log at its most talkative.
final class SuiteProcess implements AutoCloseable {

  /// Only ends a run that hangs.
  private static final long MINUTES_MAX = 15;

  private final Path directory;
  private final Process process;

  private SuiteProcess(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /// Starts it.
  ///
  /// @param directory an empty directory for what it writes
  /// @param cases the numbers of the cases to run
  static SuiteProcess start(Path directory, List<Integer> cases) throws IOException {
    var only = cases.stream().map(String::valueOf).collect(Collectors.joining(","));
    var command =
        SystemCalls.traced(
            directory.resolve("trace"),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx768m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-Dorg.slf4j.simpleLogger.logFile=" + directory.resolve("log"),
                "-cp",
                System.getProperty("java.class.path"),
                "sotto.tck.Conformance",
                "--backend",
                "tor",
                "--only",
                only,
                "--report",
                directory.toString()));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    process.getOutputStream().close();
    return new SuiteProcess(directory, process);
  }

  /// Waits until it has ended, and returns what it says.
  Report report() throws IOException, InterruptedException {
    assertThat(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).as("the suite ends").isTrue();
    var report = directory.resolve("report.json");
    assertThat(report).as(Files.readString(directory.resolve("output"))).exists();
    return Json.read(report);
  }

  /// Returns the lines of its trace.
  List<String> trace() throws IOException {
    return Files.readAllLines(directory.resolve("trace"));
  }

  /// Returns what it logged.
  List<String> log() throws IOException {
    return Files.readAllLines(directory.resolve("log"));
  }

  /// Returns what it printed.
  List<String> output() throws IOException {
    return Files.readAllLines(directory.resolve("output"));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
