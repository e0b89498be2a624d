package sotto.backend.tor.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sotto.backend.tor.control.Endpoint;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.Secret;

/// The user's settings for this backend, each checked.
///
/// Which exist is what [SettingNames] lists; a setting that does not belong to the mode is rejected
/// like one that does not exist, for it would have no effect. Immutable.
public final class TorSettings {

  /// Where a tor's control port is by default.
  static final Endpoint CONTROL = new Endpoint.Tcp(false, 9_051);

  private final @Nullable Mode mode;
  private final Endpoint control;
  private final @Nullable Endpoint socks;
  private final @Nullable Path cookie;
  private final @Nullable Secret password;
  private final @Nullable Path binary;
  private final Extras extras;
  private final boolean listenTcp;
  private final boolean pow;

  private TorSettings(SettingReader reader) throws ConfigRejected {
    mode = reader.mode();
    control = reader.endpoint("control").orElse(CONTROL);
    socks = reader.endpoint("socks").orElse(null);
    cookie = reader.path("control.cookie").orElse(null);
    password = reader.secret("control.password").orElse(null);
    binary = reader.path("binary").orElse(null);
    extras = reader.extras();
    listenTcp = reader.choice("listen", List.of("unix", "tcp")).equals("tcp");
    pow = reader.choice("pow", List.of("on", "off")).equals("on");
  }

  /// Reads and checks the settings.
  ///
  /// @param config where they are
  /// @return the settings
  /// @throws ConfigRejected if one is unknown, does not belong to the mode, or has a bad value
  public static TorSettings of(NetworkConfig config) throws ConfigRejected {
    SettingNames.check(config.settings().keySet());
    return new TorSettings(new SettingReader(Map.copyOf(config.settings())));
  }

  /// Returns the way that was chosen.
  ///
  /// @return the mode, or nothing: the newest supported of the system's and the bundled
  public Optional<Mode> mode() {
    return Optional.ofNullable(mode);
  }

  /// Returns where the control port of a running tor is.
  ///
  /// @return such as 127.0.0.1:9051
  public Endpoint control() {
    return control;
  }

  /// Returns where a running tor takes SOCKS.
  ///
  /// @return the endpoint, or nothing: it is asked
  public Optional<Endpoint> socks() {
    return Optional.ofNullable(socks);
  }

  /// Returns where a running tor's cookie is.
  ///
  /// @return the file, or nothing: tor says it
  public Optional<Path> cookie() {
    return Optional.ofNullable(cookie);
  }

  /// Returns a running tor's password.
  ///
  /// @return the password's bytes in UTF-8, or nothing
  public Optional<Secret> password() {
    return Optional.ofNullable(password);
  }

  /// Returns the tor to run.
  ///
  /// @return the program, or nothing: it is looked for
  public Optional<Path> binary() {
    return Optional.ofNullable(binary);
  }

  /// Tells whether listeners take their links on a port of 127.0.0.1 instead of a unix socket.
  ///
  /// @return whether `listen` is `tcp`
  public boolean listenTcp() {
    return listenTcp;
  }

  /// Tells whether onions are to be defended by proof of work.
  ///
  /// @return whether `pow` is `on`
  public boolean pow() {
    return pow;
  }

  /// Returns what the user adds to the torrc.
  Extras extras() {
    return extras;
  }

  /// Names no value.
  @Override
  public String toString() {
    return "TorSettings[" + mode + "]";
  }
}
