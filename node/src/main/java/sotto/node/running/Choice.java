package sotto.node.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.protocol.NetworkChoice;
import sotto.spi.NetworkException;
import sotto.spi.NetworkProvider;

/// The backends that are present, and which of them a node is to run on.
///
/// @param found the backends on the class path and in the directory for backends, by scheme
public record Choice(List<NetworkProvider> found) {

  /// The most jars that are looked at in a directory for backends.
  public static final int JARS_MAX = 64;

  /// The largest file that a setting's value is read from, in bytes.
  public static final int SETTING_FILE_MAX = 64 * 1024;

  /// Copies the list.
  public Choice {
    found = List.copyOf(found);
  }

  /// Looks for backends on the class path and among the jars of a directory.
  public static Choice find(Optional<Path> directory) throws Failure {
    try {
      return new Choice(
          directory.isPresent()
              ? NetworkProvider.found(loader(directory.get()))
              : NetworkProvider.found());
    } catch (NetworkException.NoBackend e) {
      throw new Failure(Exit.BACKEND, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | LinkageError e) {
      // A stranger's code, which may do anything; what it threw is shown with --verbose.
      throw new Failure(
          Exit.BACKEND,
          "A backend is broken: it threw "
              + e.getClass().getSimpleName()
              + " when asked for its name. What to do: remove its jar, or use one built for this"
              + " version of Sotto.",
          e);
    }
  }

  /// Returns the backends named, or the only one if none is.
  ///
  /// @throws Failure with `BACKEND` if there is none or one is missing, and `USAGE` if there are
  ///   several and none was named
  public List<NetworkProvider> of(List<String> named) throws Failure {
    if (named.isEmpty()) {
      return List.of(only());
    }
    var chosen = new ArrayList<NetworkProvider>();
    for (var name : new LinkedHashSet<>(named)) {
      chosen.add(
          found.stream()
              .filter(provider -> provider.scheme().equals(name))
              .findFirst()
              .orElseThrow(() -> absent("No backend for '" + name + "'. ")));
    }
    return chosen;
  }

  /// Gives each backend its settings, whose names begin with its scheme and a dot.
  public static List<NetworkChoice> configured(
      List<NetworkProvider> chosen, Map<String, String> given, Map<String, String> file)
      throws Failure {
    var settings = new HashMap<>(file);
    settings.putAll(given);
    for (var name : given.keySet()) {
      if (chosen.stream().noneMatch(provider -> name.startsWith(provider.scheme() + "."))) {
        throw new Failure(
            Exit.USAGE,
            "The setting '%s' is of no backend that runs. What to do: write it as".formatted(name)
                + " BACKEND.NAME=VALUE, and name the backend with --backend.");
      }
    }
    var choices = new ArrayList<NetworkChoice>();
    for (var provider : chosen) {
      var choice = NetworkChoice.of(provider);
      for (var setting : settings.entrySet()) {
        var prefix = provider.scheme() + ".";
        if (setting.getKey().startsWith(prefix)) {
          choice = choice.with(setting.getKey().substring(prefix.length()), value(setting));
        }
      }
      choices.add(choice);
    }
    return choices;
  }

  /// Returns the name of the jar that a backend came in, or of its directory of classes.
  public static String jar(NetworkProvider provider) {
    var source = provider.getClass().getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return "(built in)";
    }
    var path = source.getLocation().getPath().replaceAll("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private NetworkProvider only() throws Failure {
    return switch (found.size()) {
      case 0 -> throw absent("No backend. ");
      case 1 -> found.getFirst();
      default ->
          throw new Failure(
              Exit.USAGE,
              "More than one backend, and none was chosen. "
                  + names()
                  + " What to do: name one with --backend, such as --backend "
                  + found.getFirst().scheme()
                  + ".");
    };
  }

  private Failure absent(String what) {
    return new Failure(
        Exit.BACKEND,
        what
            + names()
            + " What to do: put the backend's jar on the class path, or into the directory that"
            + " --backends-dir names.");
  }

  private String names() {
    return found.isEmpty()
        ? "None was found."
        : found.stream()
            .map(NetworkProvider::scheme)
            .collect(Collectors.joining(", ", "Found: ", "."));
  }

  // A value such as @/run/secrets/password is read from that file, for secrets are not for argv.
  private static String value(Map.Entry<String, String> setting) throws Failure {
    if (!setting.getValue().startsWith("@")) {
      return setting.getValue();
    }
    try (var in = Files.newInputStream(Path.of(setting.getValue().substring(1)))) {
      var bytes = in.readNBytes(SETTING_FILE_MAX + 1);
      if (bytes.length <= SETTING_FILE_MAX) {
        return new String(bytes, UTF_8).stripTrailing();
      }
      throw new IOException("the file is too large");
    } catch (IOException e) {
      throw new Failure(
          Exit.USAGE,
          "The file with the value of '%s' cannot be read. What to do: check the path after the @."
              .formatted(setting.getKey()),
          e);
    }
  }

  // Lives as long as the program: the backends' classes come from it.
  private static ClassLoader loader(Path directory) throws Failure {
    try (var jars = Files.newDirectoryStream(directory, "*.jar")) {
      var urls = new ArrayList<URL>();
      for (var jar : jars) {
        urls.add(url(jar));
      }
      if (urls.size() > JARS_MAX) {
        throw new Failure(
            Exit.BACKEND,
            "The directory for backends has more than %d jars. What to do: name another."
                .formatted(JARS_MAX));
      }
      return new URLClassLoader(urls.toArray(URL[]::new), NetworkProvider.class.getClassLoader());
    } catch (IOException e) {
      throw new Failure(
          Exit.BACKEND,
          "The directory for backends cannot be read. What to do: check --backends-dir.",
          e);
    }
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toAbsolutePath().toUri().toURL();
  }
}
