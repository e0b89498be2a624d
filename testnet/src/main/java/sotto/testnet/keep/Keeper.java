package sotto.testnet.keep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The process that a network lives and dies with.
///
/// It reads a pipe whose other end this process holds. When the pipe ends, because the network is
/// closed or because this process was killed, it ends every process of the network and removes the
/// directory. Where the system allows it, it lives in a network namespace that has only `lo`, and
/// so does every process of the network: nothing can leave.
public final class Keeper {

  /// Killing a dozen processes and removing a small directory, on a machine that is busy.
  private static final Duration CLOSE_MAX = Duration.ofSeconds(20);

  private static final Path OUTSIDE = Path.of("/proc/self/ns/net");
  private static final int SAID_MAX = 2_000;

  private final Process process;
  private final Path directory;
  private final List<String> entrance;
  private final String confinement;

  private Keeper(Process process, Path directory, List<String> entrance, String confinement) {
    this.process = process;
    this.directory = directory;
    this.entrance = entrance;
    this.confinement = confinement;
  }

  /// Starts a keeper in the best place that there is.
  ///
  /// @param isolate whether to try namespaces
  public static Keeper start(boolean isolate) throws IOException {
    var why = isolate ? "" : "not asked for";
    if (isolate) {
      for (var way : Way.ALL) {
        var keeper = Way.possible() ? start(way) : Optional.<Keeper>empty();
        if (keeper.isPresent()) {
          return keeper.get();
        }
      }
      why = "this system gives none to this user";
    }
    var process = launch(List.of(), "");
    var directory =
        ready(process)
            .orElseThrow(
                () ->
                    new IOException(
                        "No directory can be made for a private network. What to do: see whether"
                            + " there is room for temporary files."));
    return new Keeper(process, directory, List.of(), "no network namespace: " + why);
  }

  private static Optional<Keeper> start(Way way) throws IOException {
    var outside = Files.readSymbolicLink(OUTSIDE).toString();
    var process = launch(way.unshare, outside);
    var directory = ready(process);
    if (directory.isEmpty()) {
      process.destroyForcibly();
      return Optional.empty();
    }
    var entrance = new ArrayList<>(List.of("nsenter", "-t", Long.toString(process.pid())));
    entrance.addAll(way.enter);
    var said = "a network namespace that has only lo, " + way.name();
    return Optional.of(new Keeper(process, directory.get(), entrance, said));
  }

  private static Process launch(List<String> within, String outside) throws IOException {
    var command = new ArrayList<>(within);
    command.addAll(List.of("sh", "-c", script(), "sh", Place.parent().toString(), outside));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /// Returns the directory that a keeper made, or nothing if it could not do what it is for.
  private static Optional<Path> ready(Process process) throws IOException {
    try (var said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8), SAID_MAX)) {
      return Optional.ofNullable(said.readLine())
          .filter(line -> line.startsWith("/"))
          .map(Path::of);
    }
  }

  private static String script() {
    try (var in = Keeper.class.getResourceAsStream("keeper.sh")) {
      if (in == null) {
        throw new IllegalStateException("keeper.sh is missing beside " + Keeper.class.getName());
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the network's directory, which is there from the start and ends with the keeper.
  public Path directory() {
    return directory;
  }

  /// Tells whether nothing of the network can leave this machine.
  public boolean isolated() {
    return !entrance.isEmpty();
  }

  /// Says where the network's processes live.
  public String confinement() {
    return confinement;
  }

  /// Returns the words before a command that make it run where the network is.
  public List<String> entrance() {
    return entrance;
  }

  /// Ends every process of the network and removes its directory.
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IOException("The keeper of the private network does not end.");
    }
    if (Files.exists(directory)) {
      throw new IOException(
          "The private network's directory is still there: "
              + directory
              + ". What to do: see what runs in it, and remove it.");
    }
  }

  /// A way to get a network namespace.
  ///
  /// @param name what it is called
  /// @param unshare the words that make one
  /// @param enter the words that enter it, behind the process that is in it
  private record Way(String name, List<String> unshare, List<String> enter) {

    private static final List<Way> ALL =
        List.of(
            new Way("as root", List.of("unshare", "-n"), List.of("-n", "--")),
            new Way(
                "in a user namespace",
                List.of("unshare", "-r", "-n"),
                List.of("-U", "--preserve-credentials", "-n", "--")));

    private static boolean possible() {
      return Files.isSymbolicLink(OUTSIDE)
          && Tool.find("unshare").isPresent()
          && Tool.find("nsenter").isPresent();
    }
  }
}
