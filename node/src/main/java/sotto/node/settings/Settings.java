package sotto.node.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// The configuration file and the environment, by the names of the flags.
///
/// A key with a dot in it, such as `tor.control.port`, is a setting of the backend before the first
/// dot.
public final class Settings {

  /// The largest configuration file, in bytes: far more than all keys need.
  public static final int FILE_MAX = 64 * 1024;

  private final Surroundings surroundings;
  private final Map<String, String> file;

  private Settings(Surroundings surroundings, Map<String, String> file) {
    this.surroundings = surroundings;
    this.file = file;
  }

  /// Reads the configuration file that `SOTTO_CONFIG` names, or the usual one if it is there.
  public static Settings read(Surroundings surroundings) throws Failure {
    var named = surroundings.variable("SOTTO_CONFIG").map(Path::of);
    var path = named.orElseGet(surroundings::configFile);
    try {
      if (Files.size(path) > FILE_MAX) {
        throw new Failure(
            Exit.USAGE,
            "The configuration file is larger than %d bytes. What to do: shorten it."
                .formatted(FILE_MAX));
      }
      try (var reader = Files.newBufferedReader(path)) {
        return new Settings(surroundings, load(reader));
      }
    } catch (NoSuchFileException e) {
      if (named.isEmpty()) {
        return new Settings(surroundings, Map.of());
      }
      throw new Failure(
          Exit.USAGE,
          "There is no configuration file where SOTTO_CONFIG says. What to do: correct or unset"
              + " the variable.",
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(
          Exit.USAGE,
          "The configuration file cannot be read. What to do: check its permissions, and that it"
              + " is a Java properties file in UTF-8.",
          e);
    }
  }

  /// Refuses keys that no flag has, and names the one that was probably meant.
  public void refuseUnknown(Set<String> flags) throws Failure {
    for (var key : new TreeSet<>(file.keySet())) {
      if (key.indexOf('.') > 0 || flags.contains(key)) {
        continue;
      }
      var meant =
          flags.stream()
              .filter(flag -> flag.startsWith(key) || key.startsWith(flag))
              .sorted()
              .collect(Collectors.joining(" or "));
      throw new Failure(
          Exit.USAGE,
          "The configuration file has an unknown key '%s'.%s What to do: correct or remove it."
              .formatted(key, meant.isEmpty() ? "" : " Did you mean " + meant + "?"));
    }
  }

  /// Returns the settings of backends that the file holds, such as `tor.control.port`.
  public Map<String, String> ofBackends() {
    return file.entrySet().stream()
        .filter(entry -> entry.getKey().indexOf('.') > 0)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// Returns what a flag is when it is not on the command line, from the environment or the file.
  public Optional<String> value(String flag) {
    var variable = "SOTTO_" + flag.toUpperCase(Locale.ROOT).replace('-', '_');
    return surroundings.variable(variable).or(() -> Optional.ofNullable(file.get(flag)));
  }

  /// Returns a source of defaults for picocli.
  public IDefaultValueProvider defaults() {
    return this::defaultOf;
  }

  // picocli asks for null where there is no default.
  @SuppressWarnings("NullAway")
  private String defaultOf(ArgSpec arg) {
    return arg.isOption() && arg instanceof OptionSpec option
        ? name(option).flatMap(this::value).orElse(arg.defaultValue())
        : arg.defaultValue();
  }

  /// Returns a flag's name without its dashes, if the flag can be set elsewhere too.
  public static Optional<String> name(OptionSpec option) {
    return option.usageHelp() || option.versionHelp() || option.hidden()
        ? Optional.empty()
        : Optional.of(option.longestName().substring(2));
  }

  private static Map<String, String> load(Reader reader) throws IOException {
    var properties = new Properties();
    properties.load(reader);
    Map<String, String> values = new HashMap<>();
    for (var name : properties.stringPropertyNames()) {
      values.put(name, properties.getProperty(name).strip());
    }
    return values;
  }
}
