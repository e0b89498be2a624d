package sotto.backend.i2p;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.ServiceKey;

/// What tests do with networks, with the patience that real routers need.
public final class Nodes {

  /// How long a test waits for what comes true within half a minute on a quiet machine.
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration DIAL = Duration.ofSeconds(30);

  /// How long bytes may be on their way that were written before their link arrived.
  private static final Duration BYTES = Duration.ofSeconds(15);

  private static final I2pProvider PROVIDER = new I2pProvider();

  private Nodes() {}

  /// Returns a configuration.
  public static NetworkConfig config(Path directory, Map<String, String> settings) {
    var config = NetworkConfig.at(directory);
    for (var setting : settings.entrySet()) {
      config = config.with(setting.getKey(), setting.getValue());
    }
    return config;
  }

  /// Opens a network, which need not be usable yet.
  public static Network open(Path directory, Map<String, String> settings)
      throws NetworkException, InterruptedException {
    return PROVIDER.open(config(directory, settings));
  }

  /// Waits until a network is usable.
  public static Network usable(Network network) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var status = network.status();
    while (!status.usable() && System.nanoTime() < end) {
      status = network.awaitStatus(status.sequence(), Duration.ofSeconds(5));
    }
    assertThat(status.usable())
        .as("usable; it is %s: %s", status.phase(), status.detail())
        .isTrue();
    return network;
  }

  /// Makes a key.
  public static ServiceKey key() {
    return PROVIDER.addresses().newKey(new SecureRandom());
  }

  /// Dials until a lease set is where it is looked for.
  public static Link dial(Network near, Address address) throws Exception {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return near.dial(address, Isolation.shared(), DIAL);
      } catch (PeerUnreachable | DialTimeout | NetworkDown e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  /// Sends a word there and back, over a new link if one dies on its way.
  ///
  /// @return whom the listener saw
  public static Optional<Address> echoes(Network near, Listener listener) throws Exception {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (var dialled = dial(near, listener.address())) {
        return echoes(dialled, listener);
      } catch (LinkLost e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private static Optional<Address> echoes(Link dialled, Listener listener) throws Exception {
    var word = "a word".getBytes(UTF_8);
    dialled.write(ByteBuffer.wrap(word));
    try (var accepted = carrying(word, listener)) {
      accepted.write(ByteBuffer.wrap(word));
      assertThat(read(dialled, word.length)).isEqualTo(word);
      return accepted.remote();
    }
  }

  /// Accepts links until one brings the word: a dial that was given up may have arrived all the
  /// same.
  private static Link carrying(byte[] word, Listener listener) throws Exception {
    while (true) {
      var accepted = listener.accept(PATIENCE).orElseThrow();
      try {
        if (Arrays.equals(read(accepted, word.length), word)) {
          return accepted;
        }
      } catch (LinkLost e) {
        // It was given up.
      }
      accepted.close();
    }
  }

  /// Reads so many bytes, or what there is before the end.
  public static byte[] read(Link link, int size) throws IOException {
    var buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining() && link.read(buffer, BYTES) > 0) {
      // There is more.
    }
    return buffer.array();
  }
}
