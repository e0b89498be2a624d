package sotto.node.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import sotto.node.settings.DataDirectory;
import sotto.protocol.Node;

/// Looks at the machine: Java, clock, disk, data directory.
public final class MachineLook {

  /// The oldest Java that the program runs on.
  public static final int JAVA_MIN = 25;

  private static final long ROOM_FAIL = 100L * 1024 * 1024;
  private static final long ROOM_WARN = 1024L * 1024 * 1024;

  /// No clock that shows less is right, for this program was not written yet.
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

  private MachineLook() {}

  /// Looks at the Java that runs this.
  public static Finding java(Runtime.Version version) {
    return version.feature() >= JAVA_MIN
        ? Finding.ok("java", version.toString())
        : Finding.fail(
            "java",
            version + " is older than " + JAVA_MIN,
            "install a JDK " + JAVA_MIN + " and let JAVA_HOME name it");
  }

  /// Looks which implementation does the cryptography that costs most.
  public static Finding cryptography() {
    return Finding.ok("cryptography", Node.cryptography());
  }

  /// Looks at the machine's clock; how far off it is by minutes only peers could say.
  public static Finding clock(Instant now) {
    return now.isBefore(WRITTEN)
        ? Finding.fail("clock", "shows a time before 2026", "timedatectl set-ntp true")
        : Finding.ok("clock", "plausible; nobody was asked how exact it is");
  }

  /// Looks at the data directory and the disk it is on.
  public static List<Finding> directory(DataDirectory directory) {
    var findings = new ArrayList<Finding>();
    try {
      findings.add(permissions(directory));
      findings.add(disk(Files.getFileStore(existing(directory.path()))));
    } catch (IOException e) {
      findings.add(
          Finding.fail(
              "data directory", "cannot be looked at", "check the path and its permissions"));
    }
    return findings;
  }

  private static Finding permissions(DataDirectory directory) throws IOException {
    var what = "data directory";
    var path = directory.path();
    if (!Files.exists(path)) {
      return Files.isWritable(existing(path))
          ? Finding.ok(what, "not there yet; sotto run makes it")
          : Finding.fail(what, "not there, and we may not make it", "name another: --data-dir");
    }
    if (!Files.isDirectory(path)) {
      return Finding.fail(what, "is not a directory", "name another: --data-dir");
    }
    if (directory.openToStrangers()) {
      return Finding.fail(what, "other users can get into it", "chmod 700 the directory");
    }
    if (!Files.isWritable(path)) {
      return Finding.fail(what, "we may not write there", "chown it, or name another: --data-dir");
    }
    return Finding.ok(what, "0700, ours");
  }

  static Finding disk(FileStore store) throws IOException {
    var room = store.getUsableSpace();
    var said = "%.1f GB free".formatted(room / 1e9);
    if (room < ROOM_FAIL) {
      return Finding.fail("disk", said, "make room; a node needs at least 0.1 GB");
    }
    return room < ROOM_WARN
        ? Finding.warn("disk", said, "make room before the store fills it")
        : Finding.ok("disk", said);
  }

  private static Path existing(Path path) {
    var at = path;
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }
}
