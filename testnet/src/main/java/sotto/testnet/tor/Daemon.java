package sotto.testnet.tor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sotto.testnet.keep.Deadline;
import sotto.testnet.keep.Tool;

/// One tor of the network: its directory, and its process while it runs.
///
/// The process is not a child of this one, so that a test that looks for children it left behind
/// sees none of ours; the [sotto.testnet.keep.Keeper] ends it.
///
/// Safe for use by any number of threads.
final class Daemon {

  /// A tor is gone a moment after it was killed.
  private static final Duration GONE_MAX = Duration.ofSeconds(10);

  /// Until the control port answers; a tor opens it before anything else.
  private static final Duration UP_MAX = Duration.ofSeconds(30);

  private static final int LOG_LINES_MAX = 12;
  private static final int LOG_BYTES_MAX = 8_192;

  private final Ground ground;
  private final String name;
  private final Path directory;
  private final String torrc;
  private Optional<ProcessHandle> process = Optional.empty();

  /// Where a network's processes run, and with which program.
  ///
  /// @param directory the network's directory
  /// @param tor the program
  /// @param entrance the words before a command that make it run in the network's namespace
  record Ground(Path directory, Path tor, List<String> entrance) {

    /// Returns the command that runs a tor with arguments.
    List<String> command(List<String> arguments) {
      var command = new ArrayList<>(entrance);
      command.add(tor.toString());
      command.addAll(arguments);
      return command;
    }

    /// Returns the arguments that every tor has: nothing of the system's configuration.
    static List<String> with(Path torrc) {
      return List.of("--defaults-torrc", "/dev/null", "-f", torrc.toString());
    }
  }

  /// Prepares a tor.
  ///
  /// @throws IllegalArgumentException if it is not bound to a private network
  Daemon(Ground ground, String name, String torrc) throws IOException {
    Torrc.check(torrc);
    this.ground = ground;
    this.name = name;
    this.torrc = torrc;
    directory = Files.createDirectories(ground.directory().resolve(name));
  }

  Path directory() {
    return directory;
  }

  Path control() {
    return directory.resolve("control");
  }

  Path cookie() {
    return directory.resolve("cookie");
  }

  /// Starts the process, without waiting for anything.
  ///
  /// @param more further lines of configuration, for this start only
  synchronized void start(String more) throws IOException, InterruptedException {
    var whole = torrc + more;
    Torrc.check(whole);
    Files.deleteIfExists(cookie());
    var file = Files.writeString(directory.resolve("torrc"), whole);
    var started = Tool.background(log(), pids(), ground.command(Ground.with(file)));
    process = ProcessHandle.of(started);
  }

  /// Takes lines that were for one start only out of the file again.
  void restore() throws IOException {
    Files.writeString(directory.resolve("torrc"), torrc);
  }

  /// Waits until the control port answers.
  Control connect() throws IOException, InterruptedException {
    var opened = new ArrayList<Control>();
    var up =
        Deadline.in(UP_MAX)
            .await(
                () -> {
                  alive();
                  try {
                    opened.add(Control.open(control(), cookie()));
                  } catch (IOException _) {
                    // Not yet; a tor that ended is noticed by the next look.
                  }
                  return !opened.isEmpty();
                });
    if (!up) {
      throw failure("does not open its control port");
    }
    return opened.getFirst();
  }

  /// Says that the process runs.
  ///
  /// @throws TorTestnetException if it does not
  void alive() throws IOException {
    if (running().isEmpty()) {
      throw failure("ended");
    }
  }

  /// Returns the process, if it runs.
  synchronized Optional<ProcessHandle> running() {
    return process.filter(ProcessHandle::isAlive).filter(handle -> !isZombie(handle.pid()));
  }

  /// Sends a signal to the process, if it runs.
  void signal(String signal) throws IOException, InterruptedException {
    var running = running();
    if (running.isPresent()) {
      var id = Long.toString(running.get().pid());
      Tool.shell("kill -s \"$1\" \"$2\"", List.of(signal, id));
    }
  }

  /// Kills the process and waits until it is gone.
  void kill() throws IOException, InterruptedException {
    running().ifPresent(ProcessHandle::destroyForcibly);
    if (!Deadline.in(GONE_MAX).await(() -> running().isEmpty())) {
      throw failure("was killed and does not end");
    }
  }

  /// Describes what went wrong with this tor.
  TorTestnetException failure(String what) throws IOException {
    return new TorTestnetException(
        "The tor \"%s\" of the private network %s. What to do: see the end of its log.%n%s"
            .formatted(name, what, tail()));
  }

  /// Tells whether the process said something since it was first started.
  boolean said(String words) throws IOException {
    return Files.exists(log()) && Files.readString(log()).contains(words);
  }

  private String tail() throws IOException {
    if (!Files.exists(log())) {
      return "(it has no log)";
    }
    try (var channel = Files.newByteChannel(log(), StandardOpenOption.READ)) {
      channel.position(Math.max(0, channel.size() - LOG_BYTES_MAX));
      var bytes = java.nio.ByteBuffer.allocate(LOG_BYTES_MAX);
      while (bytes.hasRemaining() && channel.read(bytes) > 0) {
        // On to the end.
      }
      var lines = new String(bytes.array(), 0, bytes.position(), UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LOG_LINES_MAX), lines.size()).stream()
          .map(line -> "  " + Redaction.of(line))
          .collect(java.util.stream.Collectors.joining("\n"));
    }
  }

  private Path log() {
    return directory.resolve("log");
  }

  private Path pids() {
    return ground.directory().resolve("pids");
  }

  /// A process that ended and that nobody has asked about counts as running for the JDK.
  private static boolean isZombie(long id) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(id), "stat"));
      return stat.substring(stat.lastIndexOf(')') + 1).startsWith(" Z");
    } catch (IOException _) {
      // Not this kind of system, or gone meanwhile: then the JDK knows.
      return false;
    }
  }
}
