package sotto.backend.loopback.tcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.ConfigRejected;

/// The settings of the TCP face.
///
/// | name | value | if absent |
/// |---|---|---|
/// | `registry` | an absolute directory that all processes share | one for each user, beside other temporary files |
/// | `host` | `127.0.0.1`, and nothing else | the same |
/// | `port` | the port of the first listener, 1 to 65535; a further one then finds it taken | any free port |
/// | `round` | how often to look after our entries in the registry, 10 to 60000 ms | 2000 |
///
/// @param registry where the registry is, if the user said so
/// @param port the port, or 0 for any
/// @param round how often to look after our entries
record Settings(Optional<Path> registry, int port, Duration round) {

  private static final Set<String> KNOWN = Set.of(Registry.SETTING, "host", "port", "round");
  private static final String ONLY_HOST = "127.0.0.1";

  /// Less would keep a processor busy with nothing but looking.
  private static final int ROUND_MIN_MILLIS = 10;

  /// More would leave a node unreachable for longer than a person waits.
  private static final int ROUND_MAX_MILLIS = 60_000;

  static Settings of(NetworkConfig config) throws ConfigRejected {
    for (var name : config.settings().keySet()) {
      if (!KNOWN.contains(name)) {
        throw new ConfigRejected(
            name,
            "There is no such setting for the loopback network. What to do: remove it; there are"
                + " 'registry', 'host', 'port' and 'round'.");
      }
    }
    var host = config.setting("host");
    if (host.isPresent() && !host.get().equals(ONLY_HOST)) {
      throw new ConfigRejected(
          "host",
          "The loopback network uses 127.0.0.1 and nothing else. What to do: remove 'host'.");
    }
    return new Settings(registry(config), port(config), round(config));
  }

  /// Returns where the registry is.
  ///
  /// @param ours a file that we made: its owner's number names the default directory
  Path registry(Path ours) throws IOException {
    return registry.isPresent()
        ? registry.get()
        : Path.of(
            System.getProperty("java.io.tmpdir"),
            "sotto-loopback-" + Files.getAttribute(ours, "unix:uid"));
  }

  private static Optional<Path> registry(NetworkConfig config) throws ConfigRejected {
    var text = config.setting(Registry.SETTING);
    try {
      var path = text.map(Path::of);
      if (path.isPresent() && !path.get().isAbsolute()) {
        throw new ConfigRejected(
            Registry.SETTING,
            "The registry must be an absolute path. What to do: write it from the root on.");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new ConfigRejected(
          Registry.SETTING, "The registry is not a path. What to do: name a directory.");
    }
  }

  private static int port(NetworkConfig config) throws ConfigRejected {
    return number(config, "port", 0, 0, 65_535)
        .orElseThrow(
            () ->
                new ConfigRejected(
                    "port",
                    "A port is a number from 1 to 65535. What to do: correct or remove it."));
  }

  private static Duration round(NetworkConfig config) throws ConfigRejected {
    var standard = Math.toIntExact(Warden.ROUND.toMillis());
    var millis = number(config, "round", standard, ROUND_MIN_MILLIS, ROUND_MAX_MILLIS);
    return Duration.ofMillis(
        millis.orElseThrow(
            () ->
                new ConfigRejected(
                    "round",
                    "A round is a number of milliseconds from 10 to 60000. What to do: correct or"
                        + " remove it.")));
  }

  /// Returns a whole number that a setting gives, or nothing if it gives none within the limits.
  private static Optional<Integer> number(
      NetworkConfig config, String name, int absent, int least, int most) {
    var text = config.setting(name).orElse(String.valueOf(absent));
    return Optional.of(text)
        .filter(t -> t.matches("[0-9]{1,5}"))
        .map(Integer::valueOf)
        .filter(n -> n >= least && n <= most);
  }
}
