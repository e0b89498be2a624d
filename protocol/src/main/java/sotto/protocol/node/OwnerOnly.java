package sotto.protocol.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files and directories that nobody but their owner can read, where the file system knows such a
/// thing.
public final class OwnerOnly {

  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private OwnerOnly() {}

  /// Makes a directory with the mode 0700, and what is missing above it. One that is there already
  /// is left as it is.
  ///
  /// @param directory the directory
  /// @throws IOException if it cannot be made
  public static void directory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, mode(directory, "rwx------"));
    }
  }

  /// Writes a file with the mode 0600 whole or not at all, also when the power fails: a file beside
  /// it is written and forced to the disk first, and then takes its name.
  static void write(Path file, byte[] content) throws IOException {
    var beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(beside, options, mode(beside, "rw-------"))) {
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    try (var directory = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /// Tells whether others than the owner may do anything with a file.
  static boolean openToOthers(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
  }

  private static FileAttribute<?>[] mode(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
