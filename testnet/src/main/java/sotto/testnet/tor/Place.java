package sotto.testnet.tor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The directory of one network, its owner's only, with a path that is short enough for the names
/// of unix sockets in it.
final class Place {

  /// What macOS allows, with the zero at the end; Linux has four more.
  private static final int SOCKET_PATH_MAX = 103;

  /// The longest path of a socket below the directory of a network.
  private static final String LONGEST = "/client-00/control";

  private static final String PREFIX = "sotto-tor-";
  private static final int RANDOM_MAX = 20;

  private Place() {}

  /// Makes a new directory where temporary files go, or in `/tmp` if that path is too long.
  static Path make() throws IOException {
    var usual = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    var longest = usual.resolve(PREFIX).toString().length() + RANDOM_MAX + LONGEST.length();
    var parent = longest <= SOCKET_PATH_MAX ? usual : Path.of("/tmp");
    return Files.createTempDirectory(parent, PREFIX).toRealPath();
  }
}
