package sotto.testnet.i2p.routers;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// What a router of a private network is told before its first start, and the check without which
/// none is started.
///
/// A network id of its own keeps a router apart from the public network: routers with another one
/// refuse it in the handshake and do not keep it (I2P's NTCP2 specification, message 3, and
/// `router.networkID`). No reseed, no NTP, no UPnP, no news and no updates keep it silent.
public final class RouterSettings {

  /// The public network's is 2; 99 is said to be for tests in the routers' own documentation.
  public static final String NETWORK = "99";

  private static final String LOOPBACK = "127.0.0.1";

  /// Settings without which no router is started.
  private static final Map<String, String> PRIVATE =
      Map.ofEntries(
          Map.entry("router.networkID", NETWORK),
          Map.entry("router.reseedDisable", "true"),
          Map.entry("router.updateDisabled", "true"),
          Map.entry("router.newsRefreshFrequency", "0"),
          Map.entry("router.blocklist.enable", "false"),
          Map.entry("time.disabled", "true"),
          Map.entry("time.sntpServerList", LOOPBACK),
          Map.entry("geoip.enable", "false"),
          Map.entry("i2np.allowLocal", "true"),
          Map.entry("i2np.upnp.enable", "false"),
          Map.entry("i2np.udp.enable", "false"),
          Map.entry("i2np.ntcp.enable", "true"),
          Map.entry("i2np.ntcp.hostname", LOOPBACK),
          Map.entry("i2np.ntcp.bindInterface", LOOPBACK),
          Map.entry("i2np.ntcp.autoip", "false"),
          Map.entry("i2np.ntcp.autoport", "false"),
          Map.entry("i2np.ntcp.ipv6", "false"),
          Map.entry("i2cp.hostname", LOOPBACK));

  private RouterSettings() {}

  /// Returns what every router needs to be of a private network, whoever runs it.
  ///
  /// @return settings by name
  public static Map<String, String> member() {
    var settings = new TreeMap<>(PRIVATE);
    settings.put("i2np.laptopMode", "false");
    settings.put("router.rejectStartupTime", "0");
    settings.put("router.inboundPool.length", "1");
    settings.put("router.inboundPool.lengthVariance", "0");
    settings.put("router.inboundPool.quantity", "2");
    settings.put("router.outboundPool.length", "1");
    settings.put("router.outboundPool.lengthVariance", "0");
    settings.put("router.outboundPool.quantity", "2");
    settings.put("i2np.bandwidth.inboundKBytesPerSecond", "16384");
    settings.put("i2np.bandwidth.outboundKBytesPerSecond", "16384");
    settings.put("i2np.bandwidth.inboundBurstKBytesPerSecond", "16384");
    settings.put("i2np.bandwidth.outboundBurstKBytesPerSecond", "16384");
    settings.put("i2np.bandwidth.inboundBurstKBytes", "65536");
    settings.put("i2np.bandwidth.outboundBurstKBytes", "65536");
    settings.put("router.sharePercentage", "90");
    settings.put("prng.buffers", "2");
    settings.put("router.decayingBloomFilterM", "20");
    settings.put("stat.full", "false");
    settings.put("i2cp.maxSessions", "1024");
    settings.put("netdb.negativeCache.maxFails", "1000000");
    settings.put("netdb.searchLimit", "1");
    settings.put("router.disableTunnelTesting", "true");
    settings.put("crypto.dh.precalc.min", "0");
    settings.put("crypto.dh.precalc.max", "1");
    settings.put("crypto.yk.precalc.min", "0");
    settings.put("crypto.yk.precalc.max", "1");
    return settings;
  }

  /// Returns the settings of one of the network's own routers.
  ///
  /// @param directory its directory
  /// @param ntcpPort where other routers reach it
  /// @param i2cpPort where clients reach it
  /// @return settings by name
  public static Map<String, String> whole(Path directory, int ntcpPort, int i2cpPort) {
    var settings = new TreeMap<>(member());
    for (var each : new String[] {"base", "config", "router", "app", "log", "pid", "temp"}) {
      settings.put("i2p.dir." + each, directory.toString());
    }
    settings.put("router.configLocation", directory.resolve("router.config").toString());
    settings.put("router.pingFile", directory.resolve("router.ping").toString());
    settings.put("router.floodfillParticipant", "true");
    settings.put("router.forceBandwidthClass", "X");
    settings.put("i2np.ntcp.port", Integer.toString(ntcpPort));
    settings.put("i2cp.port", Integer.toString(i2cpPort));
    return settings;
  }

  /// Refuses settings that do not make a router private.
  ///
  /// @param settings what a router is about to be started with
  /// @return the same
  /// @throws IllegalArgumentException with the name of the first setting that is missing or wrong
  public static Map<String, String> checked(Map<String, String> settings) {
    PRIVATE.forEach(
        (name, value) -> {
          if (!value.equals(settings.get(name))) {
            throw new IllegalArgumentException(
                "A router is not started here without " + name + "=" + value + ".");
          }
        });
    return settings;
  }

  static Properties properties(Map<String, String> settings) {
    var properties = new Properties();
    properties.putAll(checked(settings));
    return properties;
  }
}
