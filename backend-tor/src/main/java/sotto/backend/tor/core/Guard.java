package sotto.backend.tor.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells whether a connection to a port of ours comes from tor and not from another program on this
/// machine (V10): the kernel knows who holds its other end.
///
/// Linux shows that in `/proc/net/tcp`: the user of each connection, and its inode, which is among
/// the open files of the process. Where only the user can be seen, the user decides, and must not
/// be our own.
final class Guard {

  /// The most lines of the table that are read: more connections than that are on no node.
  private static final int LINES_MAX = 200_000;

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int USER = 7;
  private static final int INODE = 9;

  private final Path proc;
  private final Supplier<Optional<Ways>> tor;

  /// @param proc where the kernel shows its tables
  /// @param tor who tor is at the moment
  Guard(Path proc, Supplier<Optional<Ways>> tor) {
    this.proc = proc;
    this.tor = tor;
  }

  /// Tells whether anything can be told here.
  boolean works() {
    return Files.isReadable(table())
        && tor.get().filter(now -> now.process().isPresent() || now.user().isPresent()).isPresent();
  }

  boolean admits(SocketChannel connection) throws IOException {
    var now = tor.get();
    return now.isPresent() && admits(connection, now.get());
  }

  private boolean admits(SocketChannel connection, Ways now) throws IOException {
    var here = (InetSocketAddress) connection.getLocalAddress();
    var there = (InetSocketAddress) connection.getRemoteAddress();
    try (var lines = Files.lines(table())) {
      return lines
          .limit(LINES_MAX)
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields.length > INODE)
          .filter(fields -> fields[LOCAL].equals(hexadecimal(there)))
          .filter(fields -> fields[REMOTE].equals(hexadecimal(here)))
          .anyMatch(fields -> isTor(now, fields[USER], fields[INODE]));
    }
  }

  private boolean isTor(Ways now, String owner, String inode) {
    var user = now.user();
    if (user.isPresent() && !user.get().equals(owner)) {
      return false;
    }
    var files = now.process().map(id -> proc.resolve(id).resolve("fd")).filter(Files::isReadable);
    return files.isPresent() ? holds(files.get(), inode) : user.isPresent();
  }

  private static boolean holds(Path files, String inode) {
    try (var all = Files.newDirectoryStream(files)) {
      for (var file : all) {
        if (isSocket(file, inode)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The process is gone; then it holds nothing.
    }
    return false;
  }

  private static boolean isSocket(Path file, String inode) {
    try {
      return Files.readSymbolicLink(file).toString().equals("socket:[" + inode + "]");
    } catch (IOException e) {
      // It was closed between being listed and being looked at.
      return false;
    }
  }

  private Path table() {
    return proc.resolve("net/tcp");
  }

  /// Returns an address of 127.0.0.1 as the table has it, on a machine whose lowest byte is first.
  private static String hexadecimal(InetSocketAddress address) {
    return "0100007F:" + "%04x".formatted(address.getPort()).toUpperCase(Locale.ROOT);
  }
}
