package sotto.testnet.i2p;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sotto.testnet.keep.Deadline;
import sotto.testnet.keep.Keeper;
import sotto.testnet.keep.Tool;

/// The process in which a network's Java routers run, as the process that started it sees it. Its
/// class path is our jar and the routers' libraries, which our jar holds.
///
/// Safe for use by any number of threads.
final class RouterProcess {

  /// A virtual machine that starts on a machine that is busy.
  private static final Duration UP_MAX = Duration.ofSeconds(30);

  private static final String MAIN = "sotto.testnet.i2p.routers.Main";
  private static final List<String> LIBRARIES = List.of("i2p.jar", "router.jar");
  private static final String STEP = "step\t";

  private final Path directory;
  private final long pid;

  private RouterProcess(Path directory, long pid) {
    this.directory = directory;
    this.pid = pid;
  }

  /// Starts the process where a keeper lives.
  ///
  /// @param count how many routers
  /// @param settings further settings of each router, as NAME=VALUE
  static RouterProcess start(Keeper keeper, int count, Ports ports, List<String> settings)
      throws IOException, InterruptedException {
    var directory = keeper.directory();
    var command = new ArrayList<>(keeper.entrance());
    command.add(java());
    // One process of minutes, whose heap is small: what starts fastest.
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx384m"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "-Djava.net.preferIPv4Stack=true"));
    // A router asks what this machine's name means; with a file of hosts nobody else is asked.
    command.add("-Djdk.net.hosts.file=" + hosts(directory));
    command.add("-Djava.io.tmpdir=" + directory);
    command.addAll(List.of("-cp", classPath(directory), MAIN, directory.toString()));
    command.add(Integer.toString(count));
    command.add(Integer.toString(ports.first()));
    command.addAll(settings);
    var pid = Tool.background(log(directory), directory.resolve("pids"), command);
    return new RouterProcess(directory, pid);
  }

  private static String java() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    if (!Files.isExecutable(java)) {
      throw new I2pTestnetException(
          "This Java has no launcher to run routers with. What to do: run on a JDK.");
    }
    return java.toString();
  }

  private static Path hosts(Path directory) throws IOException {
    var name = InetAddress.getLoopbackAddress().getHostName();
    var own =
        Files.exists(Path.of("/etc/hostname")) ? Files.readString(Path.of("/etc/hostname")) : "";
    return Files.writeString(
        directory.resolve("hosts"), "127.0.0.1 localhost " + name + " " + own.strip() + "\n");
  }

  private static String classPath(Path directory) throws IOException {
    var library = Files.createDirectories(directory.resolve("lib"));
    var path = new ArrayList<String>();
    path.add(ours());
    for (var name : LIBRARIES) {
      try (var jar = RouterProcess.class.getResourceAsStream(name)) {
        if (jar == null) {
          throw new I2pTestnetException(
              "The routers' libraries are not in Sotto's jar of test networks. What to do: build it"
                  + " with Maven.");
        }
        Files.copy(jar, library.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        path.add(library.resolve(name).toString());
      }
    }
    return String.join(System.getProperty("path.separator"), path);
  }

  private static String ours() throws IOException {
    try {
      var source = RouterProcess.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(source.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IOException("Where our own classes are cannot be said.", e);
    }
  }

  long pid() {
    return pid;
  }

  /// Waits until all routers know each other and have tunnels.
  ///
  /// @param progress is told what is being waited for
  void awaitReady(Consumer<String> progress) throws IOException, InterruptedException {
    try (var channel = connect()) {
      var in = send(channel, "await");
      var line = in.readLine();
      while (line != null && line.startsWith(STEP)) {
        progress.accept(line.substring(STEP.length()));
        line = in.readLine();
      }
      expect(line);
    }
  }

  /// Waits until the process takes orders.
  private SocketChannel connect() throws IOException, InterruptedException {
    var connected = new ArrayList<SocketChannel>();
    var up =
        Deadline.in(UP_MAX)
            .await(
                () -> {
                  alive();
                  try {
                    return connected.add(SocketChannel.open(UnixDomainSocketAddress.of(control())));
                  } catch (IOException _) {
                    // Not yet; a process that ended is noticed by the next look.
                    return false;
                  }
                });
    if (!up) {
      throw failure("does not come up");
    }
    return connected.getFirst();
  }

  /// Gives an order; see [sotto.testnet.i2p.routers.Orders].
  void order(Object... words) throws IOException {
    expect(answer(words));
  }

  /// Asks a question, whose answer is yes or no.
  boolean asks(Object... words) throws IOException {
    return answer(words).equals("ok");
  }

  private String answer(Object... words) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(control()))) {
      var line = String.join("\t", List.of(words).stream().map(Object::toString).toList());
      var answer = send(channel, line).readLine();
      return answer == null ? "no\tthe process ended" : answer;
    }
  }

  private static BufferedReader send(SocketChannel channel, String line) throws IOException {
    var out = Channels.newOutputStream(channel);
    out.write((line + "\n").getBytes(UTF_8));
    return new BufferedReader(Channels.newReader(channel, UTF_8));
  }

  private void expect(String answer) throws IOException {
    if (answer == null || !answer.equals("ok")) {
      throw failure("says " + Log.redacted(String.valueOf(answer)));
    }
  }

  private void alive() throws IOException {
    if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
      throw failure("ended");
    }
  }

  private I2pTestnetException failure(String what) throws IOException {
    return new I2pTestnetException(
        "The process of the private network's routers %s. What to do: see the end of its log.%n%s"
            .formatted(what, Log.tail(log(directory))));
  }

  private Path control() {
    return directory.resolve("control");
  }

  private static Path log(Path directory) {
    return directory.resolve("log");
  }
}
