package sotto.testnet.i2p;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sotto.testnet.i2p.routers.RouterSettings;
import sotto.testnet.keep.Deadline;
import sotto.testnet.keep.Keeper;
import sotto.testnet.keep.Tool;

/// A real i2pd in a private network: another implementation of the same protocols.
///
/// It is told what keeps it private before its first start: the network's id, nowhere to reseed
/// from, no time servers, no UPnP, and 127.0.0.1 as the only address (i2pd's documentation,
/// "Configuration").
final class I2pd {

  /// It starts in a second and connects within another; this is for a machine that is busy.
  private static final Duration JOIN_MAX = Duration.ofSeconds(90);

  private final Keeper keeper;
  private final Path directory;
  private final int ntcpPort;
  private final int i2cpPort;
  private long pid;

  I2pd(Keeper keeper, int number, int ntcpPort, int i2cpPort) throws IOException {
    this.keeper = keeper;
    this.ntcpPort = ntcpPort;
    this.i2cpPort = i2cpPort;
    directory = Files.createDirectories(keeper.directory().resolve("i2pd-" + number));
  }

  /// Everything that would ask or serve others than the routers of the network.
  private static final String OFF =
      """
      [reseed]
      verify = true
      urls =
      yggurls =
      threshold = 0
      [nettime]
      enabled = false
      [upnp]
      enabled = false
      [http]
      enabled = false
      [httpproxy]
      enabled = false
      [socksproxy]
      enabled = false
      [sam]
      enabled = false
      [bob]
      enabled = false
      [i2pcontrol]
      enabled = false
      [addressbook]
      enabled = false
      """;

  /// What an i2pd is told; nothing of the system's configuration counts.
  static String configuration(int ntcpPort, int i2cpPort) {
    return """
    daemon = false
    log = stdout
    loglevel = error
    netid = %s
    host = 127.0.0.1
    address4 = 127.0.0.1
    port = %d
    ipv4 = true
    ipv6 = false
    nat = false
    reservedrange = false
    bandwidth = X
    share = 100
    floodfill = false
    [ntcp2]
    enabled = true
    published = true
    port = %d
    [ssu2]
    enabled = false
    published = false
    [i2cp]
    enabled = true
    address = 127.0.0.1
    port = %d
    [exploratory]
    inbound.length = 1
    inbound.quantity = 2
    outbound.length = 1
    outbound.quantity = 2
    [persist]
    profiles = false
    addressbook = false
    """
            .formatted(RouterSettings.NETWORK, ntcpPort, ntcpPort, i2cpPort)
        + OFF;
  }

  /// Starts it with the others' information, and returns when it is connected to them.
  ///
  /// @param others the process of the Java routers
  /// @param seeds what they say of themselves
  void join(RouterProcess others, Path seeds) throws IOException, InterruptedException {
    var program =
        Tool.find("i2pd")
            .orElseThrow(
                () ->
                    new I2pTestnetException(
                        "i2pd is not installed. What to do: apt-get install i2pd, or run ./sotto"
                            + " verify, which does."));
    sow(seeds);
    var file = directory.resolve("i2pd.conf");
    Files.writeString(file, configuration(ntcpPort, i2cpPort));
    var tunnels = Files.writeString(directory.resolve("tunnels.conf"), "");
    var command = new ArrayList<>(keeper.entrance());
    command.addAll(List.of(program.toString(), "--conf=" + file, "--tunconf=" + tunnels));
    command.addAll(List.of("--datadir=" + directory, "--tunnelsdir=" + directory.resolve("none")));
    pid = Tool.background(log(), keeper.directory().resolve("pids"), command);
    var own = directory.resolve("introduction.info");
    await("does not say who it is", () -> introduced(directory.resolve("router.info"), own));
    others.order("meet", own);
    await("is not reached by the others", () -> others.asks("met", own));
    others.order("in", socket(), i2cpPort);
  }

  /// Where i2pd looks for what is known of other routers: by the first character of their names.
  private void sow(Path seeds) throws IOException {
    try (var files = Files.newDirectoryStream(seeds, "routerInfo-*.dat")) {
      for (var file : files) {
        var name = file.getFileName().toString();
        var place = directory.resolve("netDb").resolve("r" + name.charAt("routerInfo-".length()));
        Files.copy(file, Files.createDirectories(place).resolve(name));
      }
    }
  }

  /// Copies what it says of itself, which it empties and writes anew whenever it likes, in one
  /// piece; the first time without an address, before it listens.
  private static boolean introduced(Path information, Path copy) throws IOException {
    var bytes = Files.exists(information) ? Files.readAllBytes(information) : new byte[0];
    var complete = new String(bytes, ISO_8859_1).contains("127.0.0.1");
    if (complete) {
      Files.write(copy, bytes);
    }
    return complete;
  }

  private void await(String otherwise, Deadline.Question question)
      throws IOException, InterruptedException {
    var held =
        Deadline.in(JOIN_MAX)
            .await(
                () -> {
                  if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
                    throw failure("ended");
                  }
                  return question.holds();
                });
    if (!held) {
      throw failure(otherwise);
    }
  }

  private I2pTestnetException failure(String what) throws IOException {
    return new I2pTestnetException(
        "The i2pd of the private network %s. What to do: see the end of its log.%n%s"
            .formatted(what, Log.tail(log())));
  }

  long pid() {
    return pid;
  }

  Path socket() {
    return directory.resolve("i2cp");
  }

  private Path log() {
    return directory.resolve("log");
  }
}
