package sotto.backend.i2p;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.ServiceKey;
import sotto.spi.facet.PresenceProbe;
import sotto.spi.facet.PresenceProbe.Presence;
import sotto.tck.Rule;
import sotto.testnet.i2p.I2pNetwork;
import sotto.testnet.i2p.I2pTestnet;

/// The I2P backend on a private network of real routers.
@ExtendWith(I2pNetwork.class)
@Timeout(400)
class PrivateNetworkTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration DIAL = Duration.ofSeconds(30);

  private final I2pProvider provider = new I2pProvider();

  @TempDir Path directory;

  @Test
  @Rule({"N1", "L11", "D4", "I3", "I1", "F2", "S7"})
  void peersArriveAndAreNamedAndSeeWhomTheyShould(I2pTestnet network) throws Exception {
    try (var near = open("near", network.routers().get(0).settings());
        var far = open("far", network.routers().get(1).settings());
        var listener = far.listen(key());
        var own = near.listen(key())) {
      var shared = echoes(near, listener, Isolation.shared());
      var labelled = echoes(near, listener, Isolation.labelled("a"));
      var asOwn = echoes(near, listener, Isolation.as(own));

      assertThat(asOwn).hasValue(own.address());
      assertThat(shared).isPresent().isNotEqualTo(asOwn).isNotEqualTo(labelled);
      assertThat(echoes(near, listener, Isolation.labelled("a"))).isEqualTo(labelled);
      assertThat(listener.status().state()).isEqualTo(State.REACHABLE);

      var nobody = key().address();
      assertThatThrownBy(() -> near.dial(nobody, Isolation.shared(), DIAL))
          .isInstanceOfSatisfying(
              PeerUnreachable.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
      var probe = near.facet(PresenceProbe.class).orElseThrow();
      assertThat(probe.probe(listener.address(), DIAL)).isEqualTo(Presence.PUBLISHED);
      assertThat(probe.probe(nobody, DIAL)).isNotEqualTo(Presence.PUBLISHED);
    }
  }

  private Network open(String name, Map<String, String> settings) throws Exception {
    var config = NetworkConfig.at(directory.resolve(name));
    for (var setting : settings.entrySet()) {
      config = config.with(setting.getKey(), setting.getValue());
    }
    var network = provider.open(config);
    var status = network.status();
    while (!status.usable()) {
      status = network.awaitStatus(status.sequence(), PATIENCE);
    }
    return network;
  }

  private ServiceKey key() {
    return provider.addresses().newKey(new SecureRandom());
  }

  /// Sends a word there and back.
  ///
  /// @return whom the listener saw
  private static Optional<Address> echoes(Network near, Listener listener, Isolation isolation)
      throws Exception {
    try (var dialled = dial(near, listener.address(), isolation);
        var accepted = listener.accept(PATIENCE).orElseThrow()) {
      var word = "a word".getBytes(UTF_8);
      dialled.write(ByteBuffer.wrap(word));
      assertThat(read(accepted, word.length)).isEqualTo(word);
      accepted.write(ByteBuffer.wrap(word));
      assertThat(read(dialled, word.length)).isEqualTo(word);
      return accepted.remote();
    }
  }

  /// Dials until the lease set is where it is looked for.
  private static Link dial(Network near, Address address, Isolation isolation) throws Exception {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return near.dial(address, isolation, DIAL);
      } catch (PeerUnreachable | DialTimeout e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private static byte[] read(Link link, int size) throws IOException {
    var buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining() && link.read(buffer, DIAL) > 0) {
      // There is more.
    }
    return buffer.array();
  }
}
