package sotto.node.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import sotto.node.settings.DataDirectory;

/// Where the control socket is: in the data directory, or, if its path is too long for a socket, in
/// a short directory of its own, which a file in the data directory names.
///
/// @param path the socket
/// @param own the short directory made for it, if there is one
record SocketPlace(Path path, Optional<Path> own) {

  /// The longest path of a socket, in bytes: `sun_path` has 108 on Linux and 104 on macOS, one of
  /// them for the end.
  static final int PATH_MAX = 103;

  private static final String PREFIX = "sotto-";

  /// Chooses a place that is free, and clears away what a killed node left there.
  static SocketPlace choose(DataDirectory directory) throws IOException {
    clear(directory);
    if (fits(directory.socket())) {
      return new SocketPlace(directory.socket(), Optional.empty());
    }
    var own = shortDirectory();
    var socket = own.resolve("control.sock");
    Files.writeString(directory.pointer(), socket.toString(), UTF_8);
    return new SocketPlace(socket, Optional.of(own));
  }

  /// Returns where a running node would have its socket.
  static Path find(DataDirectory directory) throws IOException {
    return Files.exists(directory.pointer())
        ? Path.of(Files.readString(directory.pointer(), UTF_8).strip())
        : directory.socket();
  }

  /// Removes the socket and what was made for it.
  void remove(DataDirectory directory) throws IOException {
    Files.deleteIfExists(path);
    if (own.isPresent()) {
      Files.deleteIfExists(own.get());
    }
    Files.deleteIfExists(directory.pointer());
  }

  static boolean fits(Path path) {
    return path.toString().getBytes(UTF_8).length <= PATH_MAX;
  }

  private static void clear(DataDirectory directory) throws IOException {
    var old = find(directory);
    var parent = old.getParent();
    Files.deleteIfExists(old);
    if (parent != null
        && !old.equals(directory.socket())
        && String.valueOf(parent.getFileName()).startsWith(PREFIX)) {
      Files.deleteIfExists(parent);
    }
    Files.deleteIfExists(directory.pointer());
  }

  private static Path shortDirectory() throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var places =
        Stream.of(
                Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")),
                Optional.ofNullable(System.getProperty("java.io.tmpdir")),
                Optional.of("/tmp"))
            .flatMap(Optional::stream)
            .filter(place -> !place.isEmpty())
            .map(Path::of)
            .filter(place -> fits(place.resolve(PREFIX + "12345678901234567890/control.sock")))
            .filter(Files::isWritable)
            .toList();
    if (places.isEmpty()) {
      throw new IOException("no directory with a path short enough for a socket");
    }
    return Files.createTempDirectory(places.getFirst(), PREFIX, owner);
  }

  @Override
  public String toString() {
    return "SocketPlace[redacted]";
  }
}
