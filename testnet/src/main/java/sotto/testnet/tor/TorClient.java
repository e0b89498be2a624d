package sotto.testnet.tor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import sotto.testnet.keep.Deadline;

/// A tor of a private network that nodes attach to, with a control port and a SOCKS port on unix
/// sockets, which can be reached from every network namespace of the machine.
///
/// It can be killed, stopped and started again, which is what it is for.
///
/// Safe for use by any number of threads.
public final class TorClient {

  /// A restart takes a second or two; this is for a machine that is busy.
  private static final Duration BOOTSTRAP_MAX = Duration.ofSeconds(60);

  private final Daemon daemon;
  private final String authority;

  TorClient(Daemon daemon, String authority) {
    this.daemon = daemon;
    this.authority = authority;
  }

  /// Returns where the control port is.
  ///
  /// @return the path of a unix socket, short enough for every system
  public Path control() {
    return daemon.control();
  }

  /// Returns where the SOCKS port is. It separates streams by user and password, and answers with
  /// extended errors.
  ///
  /// @return the path of a unix socket, short enough for every system
  public Path socks() {
    return daemon.directory().resolve("socks");
  }

  /// Returns where the cookie of the control port is, which is made anew at every start.
  ///
  /// @return the path of a file with 32 bytes
  public Path cookie() {
    return daemon.cookie();
  }

  /// Returns the process id.
  ///
  /// @return the id on this machine, or nothing while it does not run
  public OptionalLong pid() {
    var running = daemon.running();
    return running.isPresent() ? OptionalLong.of(running.get().pid()) : OptionalLong.empty();
  }

  /// Returns the settings of the Tor backend that attach a node to this tor.
  ///
  /// @return the settings by name
  public Map<String, String> settings() {
    return Map.of("mode", "attach", "control", "unix:" + control());
  }

  /// Returns the lines of configuration that another tor needs to join this network as a client.
  ///
  /// @return lines for a torrc, each with a line break
  public String lines() {
    return Torrc.member(authority);
  }

  /// Kills the process with SIGKILL and returns when it is gone. What it held is lost, but for its
  /// data directory.
  ///
  /// @throws IOException if it does not end
  /// @throws InterruptedException if the thread is interrupted
  public void kill() throws IOException, InterruptedException {
    daemon.kill();
  }

  /// Stops the process with SIGSTOP: its sockets take what they are given and nothing is answered.
  ///
  /// @throws IOException if no signal can be sent
  /// @throws InterruptedException if the thread is interrupted
  public void stop() throws IOException, InterruptedException {
    daemon.signal("STOP");
  }

  /// Lets a stopped process go on.
  ///
  /// @throws IOException if no signal can be sent
  /// @throws InterruptedException if the thread is interrupted
  public void resume() throws IOException, InterruptedException {
    daemon.signal("CONT");
  }

  /// Starts the process again, with the same data directory and sockets, if it does not run, and
  /// waits until it is at 100 %.
  ///
  /// @throws IOException if it does not come up
  /// @throws InterruptedException if the thread is interrupted
  public void start() throws IOException, InterruptedException {
    if (daemon.running().isEmpty()) {
      daemon.start("");
    }
    awaitBootstrapped();
  }

  /// Waits until the tor is at 100 % and can build circuits.
  ///
  /// @throws IOException if it does not get there
  /// @throws InterruptedException if the thread is interrupted
  public void awaitBootstrapped() throws IOException, InterruptedException {
    try (var control = daemon.connect()) {
      var there =
          Deadline.in(BOOTSTRAP_MAX)
              .await(
                  () -> {
                    daemon.alive();
                    var said =
                        control.ask("GETINFO status/bootstrap-phase status/circuit-established");
                    return said.getFirst().contains(" PROGRESS=100 ")
                        && said.contains("status/circuit-established=1")
                        && Files.exists(socks());
                  });
      if (!there) {
        throw daemon.failure("does not get to 100 %");
      }
    }
  }

  /// Starts the process again so that it comes up and does not begin to bootstrap.
  void startHeld() throws IOException, InterruptedException {
    daemon.kill();
    daemon.start("DisableNetwork 1\n");
    daemon.connect().close();
  }

  /// Sets options while the tor runs. They last until it ends.
  ///
  /// @param options as `SETCONF` takes them (control-spec, section 3.1)
  /// @throws IOException if the tor does not take them
  /// @throws InterruptedException if the thread is interrupted
  public void set(String options) throws IOException, InterruptedException {
    try (var control = daemon.connect()) {
      control.ask("SETCONF " + options);
    }
  }

  /// Makes the tor read its configuration again, which undoes [#set], also where our own
  /// credentials do not count any more.
  void reload() throws IOException, InterruptedException {
    daemon.restore();
    daemon.signal("HUP");
  }

  /// Reveals no path.
  @Override
  public String toString() {
    return "TorClient[" + daemon.directory().getFileName() + "]";
  }
}
