package sotto.gates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The source tree that is being tested.
final class Tree {

  /// The directory with the root `pom.xml`.
  static final Path ROOT =
      Path.of(System.getProperty("sotto.root", "..")).toAbsolutePath().normalize();

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".mvn", ".idea", "logs");

  private Tree() {}

  /// Returns the directories of the modules, in the order of the root `pom.xml`.
  static List<String> modules() {
    return MODULE.matcher(read(ROOT.resolve("pom.xml"))).results().map(m -> m.group(1)).toList();
  }

  /// Returns every file that a person wrote, ordered by name.
  static List<Path> files() {
    var found = new TreeSet<Path>();
    collect(ROOT, found);
    return List.copyOf(found);
  }

  /// Returns every Java source that a person wrote.
  static List<Path> sources() {
    return files().stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  /// Returns the packages that have sources in a directory below the root.
  static Set<String> packages(String sources) {
    var top = ROOT.resolve(sources);
    var names = new TreeSet<String>();
    for (var file : sources()) {
      var parent = file.resolveSibling("");
      if (file.startsWith(top) && !parent.equals(top)) {
        names.add(top.relativize(parent).toString().replace('/', '.'));
      }
    }
    return names;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(Path directory, Set<Path> found) {
    try (Stream<Path> inside = Files.list(directory)) {
      for (var file : inside.toList()) {
        if (!Files.isDirectory(file)) {
          found.add(file);
        } else if (!SKIPPED.contains(file.getFileName().toString())) {
          collect(file, found);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
