package sotto.testnet.keep;

import java.nio.file.Path;

/// Where the directories of networks are, so that the names of unix sockets in them are short
/// enough.
final class Place {

  /// What macOS allows, with the zero at the end; Linux has four more.
  private static final int SOCKET_PATH_MAX = 103;

  /// The longest path of a socket, with the name of a network's directory.
  private static final String LONGEST = "/sotto-net-XXXXXXXX/client-00/control";

  private Place() {}

  /// Returns where temporary files go, or `/tmp` if that path is too long.
  static Path parent() {
    var usual = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    var fits = usual.toString().length() + LONGEST.length() <= SOCKET_PATH_MAX;
    return fits ? usual : Path.of("/tmp");
  }
}
