package sotto.tck;

import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds out which jar or directory a class came from.
final class Artifacts {

  private Artifacts() {}

  static Optional<Path> of(Class<?> type) {
    var source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException _) {
      // Not a file: a class that was made in memory, or read through a loader of its own.
      return Optional.empty();
    }
  }
}
