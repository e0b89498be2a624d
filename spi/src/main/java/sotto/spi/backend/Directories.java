package sotto.spi.backend;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Directories and files that only their owner can read.
public final class Directories {

  /// The mode 0600.
  public static final Set<PosixFilePermission> FILE_MODE =
      Set.copyOf(PosixFilePermissions.fromString("rw-------"));

  private static final Set<PosixFilePermission> DIRECTORY_MODE =
      Set.copyOf(PosixFilePermissions.fromString("rwx------"));

  private Directories() {}

  /// Makes a directory with the mode 0700, unless it is there already.
  ///
  /// @param directory where
  /// @throws IOException if it cannot be made, or is something else
  public static void make(Path directory) throws IOException {
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY_MODE));
  }

  /// Writes a file with the mode 0600, whole or not at all.
  ///
  /// @param file where
  /// @param bytes what
  /// @throws IOException if it cannot be written
  public static void write(Path file, byte[] bytes) throws IOException {
    var draft = draft(file.resolveSibling(""), bytes);
    try {
      Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// Writes a file with the mode 0600 under a new name that starts with a dot.
  ///
  /// @param directory where
  /// @param bytes what
  /// @return the file
  /// @throws IOException if it cannot be written
  public static Path draft(Path directory, byte[] bytes) throws IOException {
    var draft =
        Files.createTempFile(
            directory, ".draft-", "", PosixFilePermissions.asFileAttribute(FILE_MODE));
    var written = false;
    try {
      Files.write(draft, bytes);
      written = true;
      return draft;
    } finally {
      if (!written) {
        Files.deleteIfExists(draft);
      }
    }
  }

  /// Tells whether a directory is the same person's as a file of ours, and nobody else may write in
  /// it. Links are not followed.
  ///
  /// @param directory the directory
  /// @param ours a file that we made
  /// @return whether it is
  /// @throws IOException if there is none
  public static boolean isOurs(Path directory, Path ours) throws IOException {
    var there =
        Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    var mode = there.permissions();
    return there.isDirectory()
        && there.owner().equals(Files.getOwner(ours))
        && !mode.contains(PosixFilePermission.GROUP_WRITE)
        && !mode.contains(PosixFilePermission.OTHERS_WRITE);
  }
}
