package sotto.backend.tor.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.ControlEvent;
import sotto.backend.tor.control.Endpoint;
import sotto.backend.tor.control.Login;
import sotto.backend.tor.control.Refused;
import sotto.backend.tor.daemon.Binary.Unusable;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// A tor that we start: the system's, or one from a jar.
///
/// It is bound to us twice. Until we have logged in, it watches our process and ends within 15
/// seconds of it; from then on it ends at once with the session, which the system closes even when
/// this process is killed.
final class SpawnedTor implements Daemon {

  /// How long a tor may take from its start to the login. It takes a tenth of a second; another tor
  /// that is on its way out of the same data directory makes it wait for five.
  static final Duration START = Duration.ofSeconds(30);

  private final TorSettings settings;
  private final NetworkConfig config;
  private final Home home;
  private final Survey.Chosen chosen;
  private @Nullable Program program;
  private @Nullable Control session;
  private boolean closed;

  private SpawnedTor(TorSettings settings, NetworkConfig config, Home home, Survey.Chosen chosen) {
    this.settings = settings;
    this.config = config;
    this.home = home;
    this.chosen = chosen;
  }

  static SpawnedTor of(TorSettings settings, NetworkConfig config)
      throws NetworkException, InterruptedException {
    var home = Home.in(config.directory());
    var made = false;
    try {
      var chosen = Survey.of(settings, home.bundles(), config.threads()).choose();
      made = true;
      return new SpawnedTor(settings, config, home, chosen);
    } finally {
      if (!made) {
        home.close();
      }
    }
  }

  @Override
  public Control connect(Consumer<ControlEvent> events)
      throws NetworkException, InterruptedException {
    stop();
    var connected = false;
    try {
      home.write(Torrc.text(settings.extras(), home, ProcessHandle.current().pid()));
      var started = start();
      var control = login(started, events);
      keep(control);
      own(control, started);
      connected = true;
      return control;
    } catch (NetworkDown e) {
      throwIfClosed();
      throw e;
    } finally {
      if (!connected) {
        stop();
      }
    }
  }

  @Override
  public Endpoint socks(Control control) {
    return home.socks();
  }

  @Override
  public Path sockets() {
    return home.sockets();
  }

  @Override
  public boolean reaches(Control control) {
    return true;
  }

  @Override
  public boolean owned() {
    return true;
  }

  @Override
  public synchronized boolean alive() {
    return program != null && program.alive();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    stop();
    home.close();
  }

  /// Starts the program, after another look at it if it came from a jar.
  private Program start() throws NetworkException {
    var path = chosen.binary().path();
    try {
      if (chosen.bundle().isPresent()) {
        path = chosen.bundle().get().unpack(home.bundles()).resolve("tor");
      }
      var command =
          List.of(
              path.toString(),
              "-f",
              home.torrc().toString(),
              "--defaults-torrc",
              home.defaults().toString());
      synchronized (this) {
        throwIfClosed();
        program = Program.start(command, chosen.binary().libraries(), config.threads());
        return program;
      }
    } catch (Unusable e) {
      throw new NetworkDown(Reason.VERSION, String.valueOf(e.getMessage()), e);
    } catch (NetworkException e) {
      throw e;
    } catch (IOException e) {
      // The cause would name the path.
      throw new NetworkDown(
          Reason.NO_DAEMON,
          "Tor can no longer be run. What to do: see whether it is still installed.");
    }
  }

  /// Logs in as soon as it listens: each line that it prints may be the one after which it does.
  private Control login(Program started, Consumer<ControlEvent> events)
      throws NetworkException, InterruptedException {
    var login = Login.offered().withCookie(home.cookie());
    if (chosen.old()) {
      login = login.allowingOld();
    }
    var output = started.output();
    var deadline = System.nanoTime() + START.toNanos();
    for (var seen = output.await(0, deadline); ; seen = output.await(seen, deadline)) {
      var left = Duration.ofNanos(deadline - System.nanoTime());
      try {
        return Control.open(home.control(), login, events, config.threads(), config.random(), left);
      } catch (NetworkDown e) {
        if (e.reason() != Reason.NO_DAEMON) {
          throw e;
        }
      }
      throwIfClosed();
      if (output.ended()) {
        throw Diagnosis.of(output.tail(), settings.extras());
      }
      if (System.nanoTime() >= deadline) {
        throw new NetworkDown(
            Reason.NO_DAEMON,
            "Tor was started and does not answer. What to do: see whether the machine is overloaded"
                + " or the disk full.");
      }
    }
  }

  /// Binds it to the session, and lets it onto the network.
  private void own(Control control, Program started) throws NetworkDown, InterruptedException {
    try {
      var pid = control.info("process/pid").orElse("");
      if (!pid.equals(String.valueOf(started.pid()))) {
        throw new NetworkDown(
            Reason.NO_DAEMON, "Another tor answers in the data directory. What to do: end it.");
      }
      control.own();
      if (!settings.extras().offline()) {
        control.setConf("DisableNetwork", "0");
      }
    } catch (Refused e) {
      throw new NetworkDown(
          Reason.DAEMON_PROTOCOL, "Tor does not do what it must to be ours: " + e.getMessage(), e);
    }
  }

  private void keep(Control control) throws NetworkClosed {
    synchronized (this) {
      if (!closed) {
        session = control;
        return;
      }
    }
    control.close();
    throwIfClosed();
  }

  /// Ends the session, and then the tor, which is ending already.
  private void stop() {
    Control lastSession;
    Program lastProgram;
    synchronized (this) {
      lastSession = session;
      lastProgram = program;
      session = null;
      program = null;
    }
    if (lastSession != null) {
      lastSession.close();
    }
    if (lastProgram != null) {
      lastProgram.close();
    }
  }

  private synchronized void throwIfClosed() throws NetworkClosed {
    if (closed) {
      throw new NetworkClosed("The network was closed.");
    }
  }
}
