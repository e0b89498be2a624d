package example.unix;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A file that one owner on this machine holds locked; it falls free when its process dies.
final class Claim implements AutoCloseable {

  private static final Set<StandardOpenOption> CREATE_AND_WRITE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final FileChannel file;

  private Claim(FileChannel file) {
    this.file = file;
  }

  /// Returns the claim, or nothing if somebody else has it.
  static Optional<Claim> on(Path path) throws IOException {
    var file = FileChannel.open(path, CREATE_AND_WRITE, OWNER_ONLY);
    try {
      if (file.tryLock() != null) {
        return Optional.of(new Claim(file));
      }
    } catch (OverlappingFileLockException e) {
      // Somebody in this process has it, which is the same answer.
    }
    file.close();
    return Optional.empty();
  }

  @Override
  public void close() {
    Quietly.close(file);
  }
}
