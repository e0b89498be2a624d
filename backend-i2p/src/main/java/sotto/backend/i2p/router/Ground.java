package sotto.backend.i2p.router;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import sotto.backend.i2p.client.Login;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.backend.Directories;
import sotto.spi.backend.DirectoryLock;
import sotto.spi.backend.SharedRandom;

/// The directory of a router of ours: ours alone while it is open, and readable by us alone.
final class Ground implements AutoCloseable {

  /// The file with what a router is started with.
  static final String START = "start.properties";

  /// The file that names the process of a router that runs here.
  private static final String RUNNING = "running";

  /// The file with the password for its I2CP.
  private static final String PASSWORD = "i2cp.password";

  /// A file without lines, instead of the machine's list of names, which turns DNS off.
  private static final String HOSTS = "hosts";

  /// A router's logs name peers, and every knock of ours would be an error.
  private static final String LOGS =
      "logger.defaultLevel=CRIT\nlogger.displayOnScreen=false\nlogger.logRotationLimit=2\n";

  /// What every router writes down before long.
  private static final List<String> SIGNS = List.of("router.config", "router.info", "netDb");

  private static final int PASSWORD_SIZE = 16;
  private static final int FILE_MAX = 200;

  private final Path directory;
  private final DirectoryLock lock;

  private Ground(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /// Takes a directory, which is made if there is none.
  static Ground take(Path directory) throws ConfigRejected, InterruptedException {
    refuseForeign(directory);
    try {
      return new Ground(directory, DirectoryLock.take(directory));
    } catch (ConfigRejected e) {
      throw new ConfigRejected(
          "router.directory",
          "The router's directory is in use by another network, or cannot be written. What to do:"
              + " close that network, or choose another directory.",
          e);
    }
  }

  /// A router of somebody else's would get our settings, and be made to forget that it runs.
  private static void refuseForeign(Path directory) throws ConfigRejected {
    if (Files.exists(directory.resolve(START))) {
      return;
    }
    for (var sign : SIGNS) {
      if (Files.exists(directory.resolve(sign))) {
        throw new ConfigRejected(
            "router.directory",
            "In the router's directory there is a router that is not ours. What to do: name an"
                + " empty directory; of an I2P installation only 'certificates' may be in it. To"
                + " use the router that is there, start it and set 'mode' to attach.");
      }
    }
  }

  Path directory() {
    return directory;
  }

  /// Returns the user and password for the router's I2CP, which other users of this machine do not
  /// know; made when first asked for.
  Login login(SharedRandom random) throws IOException {
    var file = directory.resolve(PASSWORD);
    if (!Files.exists(file)) {
      var password = HexFormat.of().formatHex(random.bytes(PASSWORD_SIZE));
      Directories.write(file, password.getBytes(US_ASCII));
    }
    return new Login("sotto", text(file));
  }

  /// Writes down what the router is started with.
  void start(Map<String, String> settings) throws IOException {
    var properties = new Properties();
    properties.putAll(settings);
    var bytes = new ByteArrayOutputStream();
    properties.store(bytes, null);
    Directories.write(directory.resolve(START), bytes.toByteArray());
    Directories.write(directory.resolve("logger.config"), LOGS.getBytes(US_ASCII));
    // What a router that was killed leaves behind would make the next one wait for a minute.
    Files.deleteIfExists(directory.resolve(Preset.PING));
  }

  /// Returns a file that turns DNS off in a process that takes its names from it.
  Path hosts() throws IOException {
    var file = directory.resolve(HOSTS);
    Directories.write(file, new byte[0]);
    return file;
  }

  /// Notes which process serves this directory, and where it takes I2CP.
  void runs(ProcessHandle process, int port) throws IOException {
    var line = port + " " + name(process);
    Directories.write(directory.resolve(RUNNING), line.getBytes(US_ASCII));
  }

  /// Notes that none does.
  void ended() {
    try {
      Files.deleteIfExists(directory.resolve(RUNNING));
    } catch (IOException e) {
      // A note about a process that is gone is known for what it is.
    }
  }

  /// Finds the process that serves this directory, if one does.
  Optional<Kept> kept() {
    try {
      var words = text(directory.resolve(RUNNING)).split(" ", 2);
      var process = ProcessHandle.of(Long.parseLong(words[1].substring(0, words[1].indexOf('@'))));
      return process
          .filter(ProcessHandle::isAlive)
          .filter(alive -> name(alive).equals(words[1]))
          .map(alive -> new Kept(alive, Integer.parseInt(words[0])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /// A router that runs in a process of ours.
  ///
  /// @param process its process
  /// @param port where it takes I2CP
  record Kept(ProcessHandle process, int port) {}

  @Override
  public void close() {
    lock.close();
  }

  /// Names a process, also against a later one with the same number.
  private static String name(ProcessHandle process) {
    return process.pid() + "@" + process.info().startInstant().map(Object::toString).orElse("");
  }

  private static String text(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(FILE_MAX), US_ASCII);
    }
  }
}
