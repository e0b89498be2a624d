package sotto.testnet.tor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.testnet.keep.Keeper;
import sotto.testnet.keep.Tool;

/// A private Tor network on this machine: an authority, relays and clients, each a real tor.
///
/// It lives in a directory of its own and, where the system allows it, in a network namespace that
/// has only `lo`, so that nothing can leave; [#isolated] says whether it does. In any case every
/// tor is bound to the network's own authority before its first start. It takes about eight seconds
/// to start on two idle cores, and about 20 MB for each process.
///
/// When it is closed, or this process ends in any way, `kill -9` included, every process of it ends
/// and its directory is removed.
///
/// Safe for use by any number of threads.
public final class TorTestnet implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TorTestnet.class);

  /// How often ports are drawn where they are not ours alone.
  private static final int DRAWS_MAX = 4;

  private static final String TAKEN = "Address already in use";

  private final Keeper keeper;
  private final Path directory;
  private final Launchers launchers;
  private final Bootstrap.Running running;
  private final AtomicBoolean closed = new AtomicBoolean();

  private TorTestnet(
      Keeper keeper, Path directory, Launchers launchers, Bootstrap.Running running) {
    this.keeper = keeper;
    this.directory = directory;
    this.launchers = launchers;
    this.running = running;
  }

  /// How a network is to be.
  ///
  /// @param clients how many clients, 1 to [#CLIENTS_MAX]
  /// @param relays how many relays besides the authority, 4 to [#RELAYS_MAX]
  /// @param isolate whether to use a network namespace where there can be one
  /// @param progress is told, in the caller's thread, what is being waited for
  public record Options(int clients, int relays, boolean isolate, Consumer<String> progress) {

    /// The most clients: a machine of moderate size starts no more of them in time.
    public static final int CLIENTS_MAX = 16;

    /// The most relays: more make a start slower and nothing better.
    public static final int RELAYS_MAX = 16;

    /// Two guards, and three more, the authority among them, for the other places of a circuit.
    private static final int RELAYS_MIN = 4;

    /// Checks the ranges.
    public Options {
      if (clients < 1 || clients > CLIENTS_MAX) {
        throw new IllegalArgumentException("a network has 1 to " + CLIENTS_MAX + " clients");
      }
      if (relays < RELAYS_MIN || relays > RELAYS_MAX) {
        throw new IllegalArgumentException(
            "a network has " + RELAYS_MIN + " to " + RELAYS_MAX + " relays");
      }
    }

    /// Returns what is ordinary: two clients, four relays, a namespace where there can be one, and
    /// nobody is told.
    ///
    /// @return the options
    public static Options ordinary() {
      return new Options(2, 4, true, _ -> {});
    }

    /// Returns the same with another number of clients.
    ///
    /// @param other how many
    /// @return new options
    public Options clients(int other) {
      return new Options(other, relays, isolate, progress);
    }

    /// Returns the same with another listener.
    ///
    /// @param other is told what is being waited for
    /// @return new options
    public Options progress(Consumer<String> other) {
      return new Options(clients, relays, isolate, other);
    }

    /// Returns the same with or without the use of namespaces.
    ///
    /// @param other whether to use one where there can be one
    /// @return new options
    public Options isolate(boolean other) {
      return new Options(clients, relays, other, progress);
    }
  }

  /// Starts an ordinary network and returns when all clients are at 100 %.
  ///
  /// @return the network
  /// @throws IOException if it does not start; the message says what to do
  /// @throws InterruptedException if the thread is interrupted; what was started is ended
  public static TorTestnet start() throws IOException, InterruptedException {
    return start(Options.ordinary());
  }

  /// Starts a network and returns when all clients are at 100 %.
  ///
  /// @param options how it is to be
  /// @return the network
  /// @throws IOException if it does not start; the message says what to do
  /// @throws InterruptedException if the thread is interrupted; what was started is ended
  public static TorTestnet start(Options options) throws IOException, InterruptedException {
    var tor =
        Tool.find("tor")
            .orElseThrow(
                () ->
                    new TorTestnetException(
                        "tor is not installed. What to do: apt-get install tor, or run ./sotto"
                            + " verify, which does."));
    for (var draw = 1; ; draw++) {
      try {
        return attempt(options, tor);
      } catch (TorTestnetException e) {
        if (draw == DRAWS_MAX || !String.valueOf(e.getMessage()).contains(TAKEN)) {
          throw e;
        }
      }
    }
  }

  private static TorTestnet attempt(Options options, Path tor)
      throws IOException, InterruptedException {
    var keeper = Keeper.start(options.isolate());
    var directory = keeper.directory();
    var started = false;
    try {
      LOG.info("A private Tor network starts in {}.", keeper.confinement());
      var ground = new Daemon.Ground(directory, tor, keeper.entrance());
      var running = new Bootstrap(ground, options).run(Ports.draw(new SecureRandom()));
      var launchers = new Launchers(ground, running.authority());
      launchers.write();
      started = true;
      return new TorTestnet(keeper, directory, launchers, running);
    } finally {
      if (!started) {
        keeper.close();
      }
    }
  }

  /// Returns the clients, all of them at 100 % when the network started.
  ///
  /// @return as many as were asked for
  public List<TorClient> clients() {
    return running.clients();
  }

  /// Tells whether the network is in a namespace that has only `lo`, so that nothing can leave.
  ///
  /// @return false where the system gives no namespace; [#confinement] says why
  public boolean isolated() {
    return keeper.isolated();
  }

  /// Says where the network's processes live.
  ///
  /// @return a few words, such as "a network namespace that has only lo, as root"
  public String confinement() {
    return keeper.confinement();
  }

  /// Returns the lines of configuration that a tor needs to join the network as a client. They bind
  /// it to this network's authority.
  ///
  /// @return lines for a torrc, each with a line break
  public String lines() {
    return Torrc.member(running.authority().line());
  }

  /// Returns a file with [#lines], for the setting `torrc` of the Tor backend.
  ///
  /// @return the path of a file, as long as the network runs
  public Path torrc() {
    return launchers.torrc();
  }

  /// Returns a program that runs tor where the network is, for the setting `binary` of the Tor
  /// backend. It replaces itself by tor, so that its process id is tor's.
  ///
  /// @return the path of an executable, as long as the network runs
  public Path launcher() {
    return launchers.program();
  }

  /// Returns the words before a command that make it run where the network is, such as `nsenter`
  /// and its options.
  ///
  /// @return the words; none where the network is not in a namespace
  public List<String> entrance() {
    return keeper.entrance();
  }

  /// Returns the network's directory.
  ///
  /// @return a directory that only its owner can enter; it is gone when the network is closed
  public Path directory() {
    return directory;
  }

  Launchers launchers() {
    return launchers;
  }

  /// Stops every relay with SIGSTOP: nothing gets an answer, and nothing breaks.
  void stopRelays() throws IOException, InterruptedException {
    for (var relay : running.relays()) {
      relay.signal("STOP");
    }
  }

  /// Lets the relays go on.
  void resumeRelays() throws IOException, InterruptedException {
    for (var relay : running.relays()) {
      relay.signal("CONT");
    }
  }

  /// Returns the processes of the relays, the authority's first.
  List<ProcessHandle> relays() {
    return running.relays().stream().flatMap(relay -> relay.running().stream()).toList();
  }

  /// Ends every process of the network and removes its directory; without effect the second time.
  ///
  /// @throws UncheckedIOException if something is left
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      keeper.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      // The keeper goes on by itself.
      Thread.currentThread().interrupt();
    }
  }

  /// Reveals no path.
  @Override
  public String toString() {
    return "TorTestnet[" + clients().size() + " clients]";
  }
}
