package sotto.backend.tor.real;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import sotto.backend.tor.TorProvider;
import sotto.spi.Address;
import sotto.spi.Addresses;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.ServiceKey;
import sotto.testnet.tor.TorClient;

/// Nodes of a private network, and what tests do with them.
final class Nodes {

  private static final Duration DIAL = Duration.ofSeconds(10);
  private static final int DIALS_MAX = 6;

  private final TorProvider provider = new TorProvider();
  private final Path directory;

  Nodes(Path directory) {
    this.directory = directory;
  }

  Addresses addresses() {
    return provider.addresses();
  }

  ServiceKey key() {
    return addresses().newKey(new SecureRandom());
  }

  Network open(String name, TorClient tor) throws NetworkException, InterruptedException {
    return open(name, tor.settings());
  }

  /// Opens a node and waits until it is usable.
  Network open(String name, Map<String, String> settings)
      throws NetworkException, InterruptedException {
    var config = NetworkConfig.at(directory.resolve(name));
    for (var setting : settings.entrySet()) {
      config = config.with(setting.getKey(), setting.getValue());
    }
    var network = provider.open(config);
    var status = network.status();
    while (!status.usable()) {
      status = network.awaitStatus(status.sequence(), DIAL);
    }
    return network;
  }

  /// Waits until a listener is published.
  static void published(Listener listener) throws InterruptedException {
    var status = listener.status();
    while (status.state() != State.PUBLISHED) {
      status = listener.awaitStatus(status.sequence(), DIAL);
    }
  }

  /// Dials, and dials again where a network that has just changed may need it.
  static Link dialled(Network near, Address peer, Isolation isolation)
      throws NetworkException, InterruptedException {
    for (var i = 1; ; i++) {
      try {
        return near.dial(peer, isolation, DIAL);
      } catch (PeerUnreachable | DialTimeout e) {
        if (i == DIALS_MAX) {
          throw e;
        }
      }
    }
  }

  static byte[] read(Link link, int count) throws IOException {
    var buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && link.read(buffer) >= 0) {
      // More is on its way.
    }
    return buffer.array();
  }
}
