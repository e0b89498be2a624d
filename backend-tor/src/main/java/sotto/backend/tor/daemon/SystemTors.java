package sotto.backend.tor.daemon;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Where the system's tor may be: on the path, and in the usual places.
final class SystemTors {

  /// The most that are looked at; a machine has one, seldom two.
  static final int FOUND_MAX = 4;

  /// The most directories of a path that are looked into.
  private static final int DIRECTORIES_MAX = 100;

  private static final List<String> USUAL =
      List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin");

  private SystemTors() {}

  /// Returns the programs called tor, each once.
  ///
  /// @param path the value of `PATH`; where it is empty, there is nowhere to look
  static List<Path> on(String path) {
    var found = new LinkedHashSet<Path>();
    var usual = path.isEmpty() ? List.<String>of() : USUAL;
    Stream.concat(Stream.of(path.split(File.pathSeparator, DIRECTORIES_MAX)), usual.stream())
        .forEach(directory -> add(directory, found));
    return found.stream().limit(FOUND_MAX).toList();
  }

  private static void add(String directory, Set<Path> found) {
    try {
      var program = Path.of(directory, "tor");
      // What a relative entry means depends on where we stand.
      if (program.isAbsolute() && Files.isExecutable(program) && Files.isRegularFile(program)) {
        found.add(program.toRealPath());
      }
    } catch (InvalidPathException | IOException e) {
      // Not a directory with a tor in it.
    }
  }
}
