package sotto.backend.tor.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import sotto.backend.tor.control.Endpoint;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.backend.Directories;

/// The files of a tor that we spawn: all below the network's data directory, readable by their
/// owner only.
///
/// The path of a unix socket has at most 107 bytes. Where the data directory's is too long, the
/// sockets, and nothing else, are in a directory of a random name among the system's temporary
/// ones, which only its owner can enter and which goes with the network.
final class Home implements AutoCloseable {

  /// The longest name of a socket, such as one of a listener.
  static final int SOCKET_NAME_MAX = 24;

  private static final String SETTING = "directory";

  private final Path home;
  private final Path sockets;
  private final boolean borrowed;

  private Home(Path home, Path sockets, boolean borrowed) {
    this.home = home;
    this.sockets = sockets;
    this.borrowed = borrowed;
  }

  /// Makes what is absent.
  ///
  /// @param directory the network's data directory
  /// @throws ConfigRejected if it is not ours, or cannot be written
  static Home in(Path directory) throws ConfigRejected {
    var home = directory.resolve("tor");
    if (home.toString().chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '"' || c == '\\')) {
      throw new ConfigRejected(
          SETTING, "Tor cannot use a directory with such a name. What to do: choose another.");
    }
    try {
      Directories.make(directory);
      Directories.make(home);
      check(home);
      Directories.make(home.resolve("data"));
      check(home.resolve("data"));
      var fits = Endpoint.Unix.fits(home.resolve("s".repeat(SOCKET_NAME_MAX)));
      if (fits) {
        return new Home(home, home, false);
      }
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      return new Home(home, Files.createTempDirectory("sotto-", mode), true);
    } catch (ConfigRejected e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      // The cause would name the path.
      throw new ConfigRejected(
          SETTING,
          "The data directory cannot be written. What to do: choose another, or make it yours.");
    }
  }

  /// Returns where tor keeps its state.
  Path data() {
    return home.resolve("data");
  }

  /// Returns where tor writes its cookie.
  Path cookie() {
    return home.resolve("cookie");
  }

  /// Returns where binaries from jars are unpacked.
  Path bundles() {
    return home.resolve("bundle");
  }

  /// Returns tor's settings.
  Path torrc() {
    return home.resolve("torrc");
  }

  /// Returns an empty file, which keeps tor from reading the system's defaults.
  Path defaults() {
    return home.resolve("defaults");
  }

  /// Returns where sockets can be made that tor can reach, with names of at most [#SOCKET_NAME_MAX]
  /// characters.
  Path sockets() {
    return sockets;
  }

  Endpoint.Unix control() {
    return new Endpoint.Unix(sockets.resolve("control"));
  }

  Endpoint.Unix socks() {
    return new Endpoint.Unix(sockets.resolve("socks"));
  }

  /// Writes what tor reads at its start.
  ///
  /// @param torrc the settings
  /// @throws ConfigRejected if it cannot be written
  void write(String torrc) throws ConfigRejected {
    try {
      check(home);
      Files.deleteIfExists(control().path());
      Files.deleteIfExists(socks().path());
      Files.deleteIfExists(cookie());
      Directories.write(defaults(), new byte[0]);
      Directories.write(torrc(), torrc.getBytes(UTF_8));
    } catch (ConfigRejected e) {
      throw e;
    } catch (IOException e) {
      throw new ConfigRejected(
          SETTING,
          "The data directory can no longer be written. What to do: see whether the disk is full,"
              + " or the directory gone.");
    }
  }

  /// Takes away what is of no use without a tor.
  @Override
  public void close() {
    try {
      Files.deleteIfExists(control().path());
      Files.deleteIfExists(socks().path());
      Files.deleteIfExists(cookie());
      if (borrowed) {
        try (var files = Files.walk(sockets)) {
          for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException e) {
      // Left behind, and readable by nobody else; the next start takes it away.
    }
  }

  /// Passes a directory that is ours: tor would refuse another, or worse, use it.
  private static void check(Path directory) throws ConfigRejected, IOException {
    var probe = Directories.draft(directory, new byte[0]);
    try {
      if (!Directories.isOurs(directory, probe)) {
        throw new ConfigRejected(
            SETTING,
            "The data directory belongs to another user, or others may write in it. What to do:"
                + " choose another, or take the right to write from all but yourself.");
      }
    } finally {
      Files.deleteIfExists(probe);
    }
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new ConfigRejected(SETTING, "The data directory is a link. What to do: name its goal.");
    }
  }
}
