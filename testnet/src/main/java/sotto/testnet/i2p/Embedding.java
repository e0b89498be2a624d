package sotto.testnet.i2p;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sotto.testnet.i2p.routers.Bridge;
import sotto.testnet.i2p.routers.RouterSettings;
import sotto.testnet.keep.Keeper;

/// Lets routers outside of a network's namespace join: on either side there is a bridge for every
/// port of the other side, so that 127.0.0.1 and a port mean the same router inside and outside.
final class Embedding implements Closeable {

  /// More than any test has.
  private static final int NODES_MAX = 16;

  private final Path directory;
  private final boolean isolated;
  private final RouterProcess process;
  private final I2pTestnet.Options options;
  private final List<Bridge> bridges = new ArrayList<>();
  private final List<Integer> inside = new ArrayList<>();
  private int nodes;

  Embedding(Keeper keeper, RouterProcess process, I2pTestnet.Options options) {
    directory = keeper.directory();
    isolated = keeper.isolated();
    this.process = process;
    this.options = options;
  }

  /// Notes where a router of the network is reached by others.
  synchronized void add(int ntcpPort) {
    inside.add(ntcpPort);
  }

  synchronized Map<String, String> settings() throws IOException {
    if (nodes == NODES_MAX) {
      throw new I2pTestnetException(
          "More than " + NODES_MAX + " routers join one network. What to do: start another.");
    }
    openInwards();
    var place = Files.createDirectories(directory.resolve("embedded-" + nodes));
    nodes++;
    var port = Ports.one(new SecureRandom());
    if (isolated) {
      var socket = place.resolve("ntcp");
      bridges.add(Bridge.toPort(socket, port));
      process.order("out", port, socket);
    }
    return Map.of(
        "mode",
        "embedded",
        "router.port",
        Integer.toString(port),
        "router.properties",
        properties(place).toString(),
        "router.seeds",
        directory.resolve("seeds").toString(),
        "tunnels.length",
        Integer.toString(options.hops()));
  }

  private void openInwards() throws IOException {
    while (isolated && !inside.isEmpty()) {
      var port = inside.removeFirst();
      var socket = directory.resolve("ntcp-" + port);
      process.order("in", socket, port);
      bridges.add(Bridge.fromPort(port, socket));
    }
  }

  private Path properties(Path place) throws IOException {
    var settings = new TreeMap<>(RouterSettings.member());
    for (var more : options.more()) {
      var parts = more.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    var lines = settings.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue());
    return Files.write(place.resolve("router.properties"), lines.toList());
  }

  /// Closes the bridges of this side.
  @Override
  public synchronized void close() throws IOException {
    for (var bridge : bridges) {
      bridge.close();
    }
    bridges.clear();
  }
}
