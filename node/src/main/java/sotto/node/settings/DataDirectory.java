package sotto.node.settings;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// The one directory that a node keeps its state in, readable by its owner only.
///
/// @param path where it is, absolute
public record DataDirectory(Path path) {

  private static final Set<PosixFilePermission> STRANGERS =
      Set.of(GROUP_READ, GROUP_WRITE, GROUP_EXECUTE, OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE);

  /// Makes the path absolute.
  public DataDirectory {
    path = path.toAbsolutePath().normalize();
  }

  /// Returns where the token is that opens the control socket.
  public Path token() {
    return path.resolve("api.token");
  }

  /// Returns where the control socket is, if its path is short enough for one.
  public Path socket() {
    return path.resolve("control.sock");
  }

  /// Returns the file that says where the control socket is, if it is elsewhere.
  public Path pointer() {
    return path.resolve("control.path");
  }

  /// Makes the directory if it is absent, and refuses one that others can read.
  public void prepare() throws Failure {
    try {
      if (!Files.exists(path)) {
        make();
      }
      if (!Files.isDirectory(path)) {
        throw failure("it is not a directory", "name another with --data-dir");
      }
      if (openToStrangers()) {
        throw failure("other users can get into it", "chmod 700 the directory");
      }
      if (!Files.isWritable(path) || !Files.isReadable(path)) {
        throw failure("we may not write there", "chown it, or name another with --data-dir");
      }
    } catch (IOException e) {
      throw new Failure(
          Exit.DATA_DIRECTORY,
          "The data directory cannot be made or read. What to do: check that the disk is there,"
              + " is writable and has room, or name another directory with --data-dir.",
          e);
    }
  }

  /// Tells whether users other than the owner can get into the directory.
  public boolean openToStrangers() throws IOException {
    return Files.getPosixFilePermissions(path).stream().anyMatch(STRANGERS::contains);
  }

  /// Tells whether the directory is there.
  public boolean exists() {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(path);
  }

  private void make() throws IOException {
    var parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static Failure failure(String why, String fix) {
    return new Failure(
        Exit.DATA_DIRECTORY,
        "The data directory cannot be used: " + why + ". What to do: " + fix + ".");
  }

  /// Names no path.
  @Override
  public String toString() {
    return "DataDirectory[redacted]";
  }
}
