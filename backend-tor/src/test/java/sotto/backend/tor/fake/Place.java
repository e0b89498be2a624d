package sotto.backend.tor.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/// The files of a fake: its two sockets and its cookie, in a directory that is its owner's alone.
///
/// @param directory where they are
record Place(Path directory) {

  private static final int COOKIE = 32;

  /// Makes the directory.
  static Place in(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new Place(directory);
  }

  Path control() {
    return directory.resolve("control");
  }

  Path socks() {
    return directory.resolve("socks");
  }

  Path cookieFile() {
    return directory.resolve("control_auth_cookie");
  }

  /// Returns the number of the user whose it is, which is the one that this process runs as.
  String owner() {
    try {
      return String.valueOf(Files.getAttribute(directory, "unix:uid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a new cookie, as tor does at each start, and returns it; nobody ever sees half of it.
  byte[] bake() {
    var cookie = new byte[COOKIE];
    new SecureRandom().nextBytes(cookie);
    try {
      var fresh = directory.resolve("control_auth_cookie.tmp");
      Files.write(fresh, cookie);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Files.move(fresh, cookieFile(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cookie;
  }
}
