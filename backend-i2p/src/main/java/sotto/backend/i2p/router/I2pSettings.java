package sotto.backend.i2p.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import sotto.backend.i2p.client.Endpoint;
import sotto.backend.i2p.client.Login;
import sotto.backend.i2p.client.Tuning;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.ConfigRejected;

/// The user's settings for this backend, each checked before anything is opened.
///
/// Which exist is what [SettingNames] lists; a setting that does not belong to the mode is rejected
/// like one that does not exist, for it would have no effect. Immutable.
public final class I2pSettings {

  /// Where a router takes I2CP by default.
  static final Endpoint I2CP = new Endpoint(false, 7_654);

  private static final int LENGTH = 3;
  private static final int QUANTITY = 2;
  private static final int PORT_MIN = 1_024;
  private static final int PORT_MAX = 65_535;
  private static final int LOGIN_MAX = 255;

  private final Map<String, String> settings;
  private final Mode mode;
  private final Endpoint endpoint;
  private final @Nullable Login login;
  private final Tuning tuning;
  private final @Nullable Path directory;
  private final @Nullable Path properties;
  private final @Nullable Path seeds;
  private final int port;
  private final boolean reseeds;
  private final boolean keeps;

  private I2pSettings(Map<String, String> settings) throws ConfigRejected {
    this.settings = settings;
    mode = Mode.valueOf(choice("mode", "attach", "embedded").toUpperCase(Locale.ROOT));
    SettingNames.check(settings.keySet(), mode);
    endpoint = readEndpoint();
    login = readLogin();
    tuning =
        new Tuning(
            number("tunnels.length", 0, Tuning.LENGTH_MAX, LENGTH),
            number("tunnels.quantity", 1, Tuning.QUANTITY_MAX, QUANTITY));
    directory = path("router.directory");
    properties = path("router.properties");
    seeds = path("router.seeds");
    port = number("router.port", PORT_MIN, PORT_MAX, 0);
    reseeds = choice("router.reseed", "off", "on").equals("on");
    keeps = choice("keep", "off", "on").equals("on");
    refuseEncrypted();
  }

  /// Reads and checks the settings.
  ///
  /// @param config where they are
  /// @return the settings
  /// @throws ConfigRejected if one is unknown, does not belong to the mode, or has a bad value
  public static I2pSettings of(NetworkConfig config) throws ConfigRejected {
    SettingNames.check(config.settings().keySet());
    return new I2pSettings(config.settings());
  }

  /// Returns how the network gets its router.
  ///
  /// @return the mode; to attach if none was named
  public Mode mode() {
    return mode;
  }

  /// Returns where a running router takes I2CP.
  ///
  /// @return such as 127.0.0.1:7654
  public Endpoint endpoint() {
    return endpoint;
  }

  /// Returns as whom to be for a running router.
  ///
  /// @return the login, or nothing
  public Optional<Login> login() {
    return Optional.ofNullable(login);
  }

  /// Returns how the tunnels of each destination are.
  ///
  /// @return length and quantity
  public Tuning tuning() {
    return tuning;
  }

  /// Returns where a router of ours keeps its things.
  ///
  /// @return the directory, or nothing: one inside the network's own
  public Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }

  /// Returns the file with what the user adds to a router's settings.
  ///
  /// @return the file, or nothing
  public Optional<Path> properties() {
    return Optional.ofNullable(properties);
  }

  /// Returns the directory with routers that a new router of ours is to know.
  ///
  /// @return the directory, or nothing
  public Optional<Path> seeds() {
    return Optional.ofNullable(seeds);
  }

  /// Returns the port at which other routers reach a router of ours.
  ///
  /// @return the port, or nothing: it chooses one and keeps it
  public OptionalInt port() {
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /// Tells whether a router of ours that knows no others may ask for some over clearnet.
  ///
  /// @return whether `router.reseed` is `on`
  public boolean reseeds() {
    return reseeds;
  }

  /// Tells whether a router of ours outlives the network.
  ///
  /// @return whether `keep` is `on`
  public boolean keeps() {
    return keeps;
  }

  private Endpoint readEndpoint() throws ConfigRejected {
    var text = settings.get("i2cp");
    if (text == null) {
      return I2CP;
    }
    try {
      return Endpoint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigRejected(
          "i2cp",
          "This is no place for I2CP: "
              + e.getMessage()
              + ". What to do: run the router on this machine.");
    }
  }

  private @Nullable Login readLogin() throws ConfigRejected {
    var user = settings.get("i2cp.user");
    var password = settings.get("i2cp.password");
    if (user == null && password == null) {
      return null;
    }
    if (user == null || password == null) {
      throw new ConfigRejected(
          user == null ? "i2cp.user" : "i2cp.password",
          "A user needs a password, and a password a user. What to do: set both, or neither.");
    }
    refuseLong("i2cp.user", user);
    refuseLong("i2cp.password", password);
    return new Login(user, password);
  }

  private static void refuseLong(String name, String value) throws ConfigRejected {
    if (value.isEmpty() || value.getBytes(UTF_8).length > LOGIN_MAX) {
      throw new ConfigRejected(name, "What to do: give 1 to " + LOGIN_MAX + " bytes.");
    }
  }

  private void refuseEncrypted() throws ConfigRejected {
    if (choice("leaseset", "plain", "encrypted").equals("encrypted")) {
      throw new ConfigRejected(
          "leaseset",
          "Encrypted lease sets have other addresses, which this backend does not have yet. What to"
              + " do: set it to plain.");
    }
  }

  /// Returns one of a few words; the first is the default.
  private String choice(String name, String... words) throws ConfigRejected {
    var word = settings.getOrDefault(name, words[0]);
    if (!List.of(words).contains(word)) {
      throw new ConfigRejected(
          name, "What to do: set it to one of " + String.join(", ", words) + ".");
    }
    return word;
  }

  private int number(String name, int least, int most, int otherwise) throws ConfigRejected {
    var text = settings.get(name);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,5}")) {
      var number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new ConfigRejected(
        name, "What to do: set it to a number from %d to %d.".formatted(least, most));
  }

  private @Nullable Path path(String name) throws ConfigRejected {
    var text = settings.get(name);
    if (text == null) {
      return null;
    }
    try {
      var path = Path.of(text);
      if (path.isAbsolute() && text.chars().noneMatch(c -> c < ' ' || c == 0x7f)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Rejected below, without the path.
    }
    throw new ConfigRejected(name, "What to do: give the whole path, from the root.");
  }

  /// Names no value.
  @Override
  public String toString() {
    return "I2pSettings[" + mode + "]";
  }
}
