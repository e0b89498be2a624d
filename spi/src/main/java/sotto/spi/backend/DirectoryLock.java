package sotto.spi.backend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import sotto.spi.Network;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;

/// A data directory that is ours alone while it is open, in this process and against others (P7).
///
/// A file lock keeps other processes out and goes with a process that dies. Within a process it is
/// not enough: closing any channel on the locked file would let go of the lock. So a second file
/// names the process that holds it, and is looked at first.
public final class DirectoryLock implements AutoCloseable {

  private static final String SETTING = "directory";

  private final FileChannel channel;
  private final Path holder;

  private DirectoryLock(FileChannel channel, Path holder) {
    this.channel = channel;
    this.holder = holder;
  }

  /// Makes the directory if there is none, and locks it.
  ///
  /// @param directory where it is
  /// @return the lock
  /// @throws ConfigRejected if the directory cannot be used, or is in use
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  public static DirectoryLock take(Path directory) throws ConfigRejected, InterruptedException {
    synchronized (DirectoryLock.class) {
      try {
        Directories.make(directory);
        var holder = directory.resolve("holder");
        if (Files.exists(holder) && Files.readString(holder, US_ASCII).equals(self())) {
          throw inUse();
        }
        return lock(directory, holder);
      } catch (ConfigRejected e) {
        throw e;
      } catch (ClosedByInterruptException e) {
        Thread.interrupted();
        throw (InterruptedException) new InterruptedException().initCause(e);
      } catch (IOException e) {
        // The cause would name the path.
        throw new ConfigRejected(
            SETTING,
            "The data directory cannot be written. What to do: make it yours and free space on its"
                + " disk, or choose another.");
      }
    }
  }

  /// Opens a network in a directory of its own.
  @FunctionalInterface
  public interface Opening {

    /// Opens it.
    ///
    /// @param lock the directory's, which the network gives back when it is closed
    /// @return the open network
    /// @throws NetworkException if it cannot be opened
    /// @throws InterruptedException if the thread is interrupted; nothing stays open
    Network open(DirectoryLock lock) throws NetworkException, InterruptedException;
  }

  /// Locks a directory for a network, and unlocks it if the network does not open.
  ///
  /// @param directory where it is
  /// @param opening opens the network
  /// @return the open network
  /// @throws NetworkException if the directory cannot be used, or the network not be opened
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  public static Network open(Path directory, Opening opening)
      throws NetworkException, InterruptedException {
    var lock = take(directory);
    var opened = false;
    try {
      var network = opening.open(lock);
      opened = true;
      return network;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /// Returns a file in the directory that this process made.
  ///
  /// @return the file
  public Path file() {
    return holder;
  }

  @Override
  public void close() {
    synchronized (DirectoryLock.class) {
      try {
        Files.deleteIfExists(holder);
        channel.close();
      } catch (IOException e) {
        // The directory is gone, and the lock with it.
      }
    }
  }

  private static DirectoryLock lock(Path directory, Path holder) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(Directories.FILE_MODE);
    var channel = FileChannel.open(directory.resolve("lock"), Set.of(CREATE, WRITE), mode);
    var locked = false;
    try {
      if (channel.tryLock() == null) {
        throw inUse();
      }
      Directories.write(holder, self().getBytes(US_ASCII));
      locked = true;
      return new DirectoryLock(channel, holder);
    } catch (OverlappingFileLockException e) {
      throw inUse();
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /// Names this process, also against an earlier one with the same number.
  private static String self() {
    var process = ProcessHandle.current();
    return process.pid() + "@" + process.info().startInstant().map(Object::toString).orElse("");
  }

  private static ConfigRejected inUse() {
    return new ConfigRejected(
        SETTING,
        "The data directory is in use by another open network. What to do: close that one, or"
            + " choose another directory.");
  }
}
