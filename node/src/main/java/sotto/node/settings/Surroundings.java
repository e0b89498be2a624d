package sotto.node.settings;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sotto.node.terminal.Terminal;

/// What the program finds when it starts: a terminal, a standard input, environment variables and a
/// home.
///
/// @param terminal where to speak
/// @param in the standard input
/// @param env the environment variables
/// @param home the person's home directory
public record Surroundings(Terminal terminal, InputStream in, Map<String, String> env, Path home) {

  /// Returns those of this process.
  public static Surroundings ofProcess() {
    var env = System.getenv();
    return new Surroundings(
        Terminal.ofProcess(env), System.in, env, Path.of(System.getProperty("user.home", ".")));
  }

  /// Returns an environment variable, if it is set and not empty.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isEmpty());
  }

  /// Returns where the configuration is, unless the person says otherwise.
  public Path configFile() {
    return xdg("XDG_CONFIG_HOME", ".config").resolve("sotto.properties");
  }

  /// Returns where a node keeps its state, unless the person says otherwise.
  public Path dataDirectory() {
    return xdg("XDG_STATE_HOME", ".local/state");
  }

  /// Returns a path as a person writes it, with `~` for their home, which keeps their name out of
  /// what they paste elsewhere.
  public String shown(Path path) {
    var absolute = path.toAbsolutePath().normalize();
    if (home.getNameCount() > 0 && absolute.startsWith(home)) {
      return Path.of("~").resolve(home.relativize(absolute)).toString();
    }
    return absolute.toString();
  }

  private Path xdg(String variable, String fallback) {
    // The specification says that a relative path is to be ignored.
    return variable(variable)
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> home.resolve(fallback))
        .resolve("sotto");
  }

  /// Names nothing of the person's.
  @Override
  public String toString() {
    return "Surroundings[redacted]";
  }
}
