package sotto.backend.tor.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadFactory;

/// Programs that are not tor, for tests of what happens then.
final class Programs {

  /// Threads as a network has them.
  static final ThreadFactory THREADS = Thread.ofVirtual().factory();

  private Programs() {}

  /// Writes a script.
  static Path script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  /// Writes a script that says the version of a tor, and does something else without that question.
  static Path tor(Path file, String version, String otherwise) throws IOException {
    return script(
        file,
        "if [ \"$1\" = --version ]; then echo 'Tor version "
            + version
            + ".'; exit; fi\n"
            + otherwise);
  }
}
