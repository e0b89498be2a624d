package sotto.backend.tor.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sotto.backend.tor.control.Endpoint;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.Secret;

/// Turns the text of a setting into what it means, or rejects it by name.
final class SettingReader {

  private final Map<String, String> settings;

  SettingReader(Map<String, String> settings) {
    this.settings = settings;
  }

  /// Returns the mode, if it was chosen, and rejects settings that have no effect in it.
  ///
  /// A binary that is named is the system's. Where no mode is named and nothing tells, it is chosen
  /// when it is known what there is.
  @Nullable Mode mode() throws ConfigRejected {
    var named = settings.get("mode");
    if (named == null && !settings.containsKey("binary")) {
      for (var name : settings.keySet()) {
        if (SettingNames.isAttach(name)) {
          throw new ConfigRejected(
              name, "This setting needs mode=attach. What to do: set the mode, or remove it.");
        }
      }
      return null;
    }
    var mode = Mode.SYSTEM;
    if (named != null) {
      var modes = List.of("attach", "system", "bundled");
      mode = Mode.valueOf(choice("mode", modes).toUpperCase(Locale.ROOT));
    }
    SettingNames.check(settings.keySet(), mode);
    return mode;
  }

  /// Returns one of a few words; the first is the default.
  String choice(String name, List<String> words) throws ConfigRejected {
    var word = settings.getOrDefault(name, words.getFirst());
    if (!words.contains(word)) {
      throw new ConfigRejected(name, "What to do: set it to one of " + words + ".");
    }
    return word;
  }

  /// Returns an endpoint on this machine.
  Optional<Endpoint> endpoint(String name) throws ConfigRejected {
    var text = settings.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Endpoint.parse(text));
    } catch (IllegalArgumentException e) {
      throw new ConfigRejected(name, "This is no place to find tor at: " + e.getMessage() + ".");
    }
  }

  /// Returns the path of a file.
  Optional<Path> path(String name) throws ConfigRejected {
    var text = settings.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      var path = Path.of(text);
      if (path.isAbsolute() && text.chars().noneMatch(c -> c < ' ' || c == 0x7f)) {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      // Rejected below, without the path.
    }
    throw new ConfigRejected(name, "What to do: give the whole path of a file, from the root.");
  }

  /// Returns a password's bytes.
  Optional<Secret> secret(String name) throws ConfigRejected {
    var text = settings.get(name);
    if (text == null) {
      return Optional.empty();
    }
    var bytes = text.getBytes(UTF_8);
    try {
      return Optional.of(Secret.of(bytes));
    } catch (IllegalArgumentException e) {
      throw new ConfigRejected(name, "What to do: give 1 to " + Secret.SIZE_MAX + " bytes.");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Returns what the user adds to a torrc.
  Extras extras() throws ConfigRejected {
    var transports = new TreeMap<String, Path>();
    for (var name : settings.keySet()) {
      if (name.startsWith(SettingNames.TRANSPORT)) {
        transports.put(name.substring(SettingNames.TRANSPORT.length()), path(name).orElseThrow());
      }
    }
    var bridges =
        Arrays.stream(settings.getOrDefault("bridges", "").split("[;\n]", -1))
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> line.replaceFirst("(?i)^bridge\\s+", ""))
            .toList();
    return Extras.of(path("torrc"), bridges, transports);
  }
}
