package sotto.backend.i2p.router;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import sotto.backend.i2p.client.Login;
import sotto.spi.NetworkException.ConfigRejected;

/// The settings that a router of ours is started with: what the user wrote, over what we think is
/// right, under what we insist on.
///
/// Nothing here goes over clearnet but the connections between routers, which are what I2P is: no
/// reseeding unless it was asked for by name, no NTP, no UPnP, no updates, no news.
final class Preset {

  /// The file by which a router sees that another one serves the same directory.
  static final String PING = "router.ping";

  /// The largest file of settings, in bytes.
  private static final int FILE_MAX = 256 * 1024;

  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("router.updateDisabled", "true"),
          Map.entry("router.newsRefreshFrequency", "0"),
          Map.entry("router.blocklist.enable", "false"),
          Map.entry("time.disabled", "true"),
          Map.entry("time.sntpServerList", "127.0.0.1"),
          Map.entry("geoip.enable", "false"),
          Map.entry("i2np.upnp.enable", "false"),
          Map.entry("i2np.allowLocal", "false"),
          Map.entry("stat.full", "false"),
          Map.entry("prng.buffers", "2"));

  private Preset() {}

  /// Puts the settings together.
  ///
  /// @param settings the user's
  /// @param directory the router's
  /// @param port where it takes I2CP
  /// @param login whom it lets in there
  /// @throws ConfigRejected if the user's file cannot be used
  static Map<String, String> of(I2pSettings settings, Path directory, int port, Login login)
      throws ConfigRejected {
    var all = new TreeMap<>(OURS);
    all.put("router.reseedDisable", Boolean.toString(!settings.reseeds()));
    if (settings.properties().isPresent()) {
      all.putAll(read(settings.properties().get()));
    }
    settings.port().ifPresent(number -> all.putAll(reached(number)));
    for (var name : new String[] {"base", "config", "router", "app", "log", "pid", "temp"}) {
      all.put("i2p.dir." + name, directory.toString());
    }
    all.put("router.configLocation", directory.resolve("router.config").toString());
    all.put("router.pingFile", directory.resolve(PING).toString());
    all.put("i2cp.hostname", "127.0.0.1");
    all.put("i2cp.port", Integer.toString(port));
    all.put("i2cp.auth", "true");
    all.put(Program.USER, login.user());
    all.put(Program.PASSWORD, login.password());
    settings.seeds().ifPresent(seeds -> all.put(Program.SEEDS, seeds.toString()));
    all.put(Program.KEEP, Boolean.toString(settings.keeps()));
    return all;
  }

  private static Map<String, String> reached(int port) {
    var number = Integer.toString(port);
    return Map.of(
        "i2np.ntcp.port",
        number,
        "i2np.ntcp.autoport",
        "false",
        "i2np.udp.port",
        number,
        "i2np.udp.internalPort",
        number);
  }

  private static Map<String, String> read(Path file) throws ConfigRejected {
    var properties = new Properties();
    try {
      if (Files.size(file) > FILE_MAX) {
        throw new ConfigRejected(
            "router.properties", "What to do: name a file of at most " + FILE_MAX + " bytes.");
      }
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigRejected(
          "router.properties",
          "The file cannot be read. What to do: name a file of lines of the form name=value.");
    }
    var all = new TreeMap<String, String>();
    for (var name : properties.stringPropertyNames()) {
      if (name.startsWith("i2p.dir.") || name.equals("i2cp.auth")) {
        throw new ConfigRejected(
            "router.properties",
            "The file sets " + name + ", which is ours to set. What to do: remove that line.");
      }
      all.put(name, properties.getProperty(name));
    }
    return all;
  }
}
