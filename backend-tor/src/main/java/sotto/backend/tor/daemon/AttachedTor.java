package sotto.backend.tor.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.ControlEvent;
import sotto.backend.tor.control.Endpoint;
import sotto.backend.tor.control.Login;
import sotto.backend.tor.control.Refused;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;

/// A tor that runs already: somebody else's, never stopped and never reconfigured.
final class AttachedTor implements Daemon {

  /// How long connecting and logging in may take.
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /// Where Tails, Whonix and Debian have it, for filters that keep the question back.
  private static final Endpoint SOCKS = new Endpoint.Tcp(false, 9_050);

  private final TorSettings settings;
  private final NetworkConfig config;
  private final Home home;
  private @Nullable Control session;
  private boolean closed;

  AttachedTor(TorSettings settings, NetworkConfig config) throws ConfigRejected {
    this.settings = settings;
    this.config = config;
    this.home = Home.in(config.directory());
  }

  @Override
  public Control connect(Consumer<ControlEvent> events)
      throws NetworkException, InterruptedException {
    replace(null);
    var login = Login.offered();
    if (settings.cookie().isPresent()) {
      login = login.withCookie(settings.cookie().get());
    }
    if (settings.password().isPresent()) {
      login = login.withPassword(settings.password().get());
    }
    var control =
        Control.open(
            settings.control(), login, events, config.threads(), config.random(), PATIENCE);
    replace(control);
    return control;
  }

  @Override
  public Endpoint socks(Control control) throws NetworkException, InterruptedException {
    if (settings.socks().isPresent()) {
      return settings.socks().get();
    }
    try {
      return control.socks().stream()
          .findFirst()
          .orElseThrow(
              () ->
                  new ConfigRejected(
                      "socks",
                      "This tor takes no SOCKS on this machine. What to do: give it a SocksPort, or"
                          + " name one with the setting."));
    } catch (Refused e) {
      return SOCKS;
    }
  }

  @Override
  public Path sockets() {
    return home.sockets();
  }

  @Override
  public boolean reaches(Control control) throws NetworkException, InterruptedException {
    var theirs = control.info("process/uid").orElse("");
    try {
      var ours = String.valueOf(Files.getAttribute(home.sockets(), "unix:uid"));
      return theirs.equals(ours) || theirs.equals("0");
    } catch (IOException | UnsupportedOperationException e) {
      // A system that has no such numbers has no such sockets.
      return false;
    }
  }

  @Override
  public boolean owned() {
    return false;
  }

  @Override
  public synchronized boolean alive() {
    return session != null && session.alive();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (session != null) {
        session.close();
      }
    }
    home.close();
  }

  private synchronized void replace(@Nullable Control next) throws NetworkDown, NetworkClosed {
    if (session != null) {
      session.close();
    }
    session = next;
    if (closed) {
      if (next != null) {
        next.close();
      }
      throw new NetworkClosed("The network was closed.");
    }
  }
}
