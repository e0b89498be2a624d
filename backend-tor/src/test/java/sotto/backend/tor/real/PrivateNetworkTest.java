package sotto.backend.tor.real;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.facet.ClientAuthorization;
import sotto.spi.facet.PresenceProbe;
import sotto.spi.facet.PresenceProbe.Presence;
import sotto.tck.Rule;
import sotto.testnet.tor.TorNetwork;
import sotto.testnet.tor.TorTestnet;

/// The Tor backend on a private network of real tors.
@ExtendWith(TorNetwork.class)
@Timeout(180)
class PrivateNetworkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Nodes nodes;

  @BeforeEach
  void nodes(@TempDir Path directory) {
    nodes = new Nodes(directory);
  }

  @Test
  @Rule({"N1", "V1", "S7", "D4", "L11"})
  void aListenerIsPublishedWithEvidenceAndReached(TorTestnet network) throws Exception {
    try (var near = nodes.open("near", network.clients().get(0));
        var far = nodes.open("far", network.clients().get(1));
        var listener = far.listen(nodes.key())) {
      var status = listener.status();
      while (status.state() != State.PUBLISHED) {
        assertThat(status.state()).isIn(State.PUBLISHING, State.DEGRADED);
        status = listener.awaitStatus(status.sequence(), PATIENCE);
      }
      assertThat(status.confirmed()).isEqualTo(status.of()).isPositive();

      echoes(near, listener);

      assertThat(listener.status().state()).isEqualTo(State.REACHABLE);
      assertThat(reason(near, listener.address().withPort(99))).isEqualTo(Reason.REFUSED);
      assertThat(reason(near, nodes.key().address())).isEqualTo(Reason.NOT_FOUND);
    }
  }

  @Test
  @Rule({"N5", "S8", "V6"})
  void afterItsTorWasKilledAListenerIsPublishedAgainUnderTheSameAddress(TorTestnet network)
      throws Exception {
    var tor = network.clients().get(1);
    try (var near = nodes.open("near", network.clients().get(0));
        var far = nodes.open("far", tor);
        var listener = far.listen(nodes.key())) {
      Nodes.published(listener);

      tor.kill();
      var status = far.status();
      while (status.usable()) {
        status = far.awaitStatus(status.sequence(), PATIENCE);
      }
      assertThat(status.blockage()).isEqualTo(Blockage.NO_DAEMON);
      assertThat(listener.status().state()).isNotIn(State.PUBLISHED, State.REACHABLE);

      tor.start();
      Nodes.published(listener);
      echoes(near, listener);
    } finally {
      tor.start();
    }
  }

  @Test
  @Rule({"F2", "F3"})
  void onlyAdmittedCallersGetInAndALookupTellsWhatIsPublished(TorTestnet network) throws Exception {
    try (var near = nodes.open("near", network.clients().get(0));
        var far = nodes.open("far", network.clients().get(1));
        var listener = far.listen(nodes.key())) {
      var theirs = far.facet(ClientAuthorization.class).orElseThrow();
      var ours = near.facet(ClientAuthorization.class).orElseThrow();
      var credential = theirs.newCredential();
      theirs.admit(listener, Set.of(credential.name()));
      Nodes.published(listener);

      assertThat(reason(near, listener.address())).isEqualTo(Reason.REQUIRES_AUTH);
      ours.use(listener.address(), credential.secret());
      echoes(near, listener);

      var probe = near.facet(PresenceProbe.class).orElseThrow();
      assertThat(probe.probe(listener.address(), PATIENCE)).isEqualTo(Presence.PUBLISHED);
      assertThat(probe.probe(nodes.key().address(), PATIENCE)).isNotEqualTo(Presence.PUBLISHED);
    }
  }

  @Test
  @Rule({"N6", "P5"})
  void aTorOfOurOwnJoinsTheNetworkAndEndsWithUs(TorTestnet network) throws Exception {
    var settings =
        Map.of(
            "mode", "system",
            "binary", network.launcher().toString(),
            "torrc", network.torrc().toString());
    var before = ProcessHandle.current().descendants().count();
    try (var near = nodes.open("near", network.clients().get(0));
        var far = nodes.open("far", settings)) {
      try (var listener = far.listen(nodes.key())) {
        Nodes.published(listener);
        echoes(near, listener);
      }
    }
    assertThat(ProcessHandle.current().descendants().count()).isEqualTo(before);
  }

  /// Sends something there and back; a first link may still die of what the network remembers.
  private static void echoes(Network near, Listener listener) throws Exception {
    var message = "sotto voce".getBytes(US_ASCII);
    try (var link = Nodes.dialled(near, listener.address(), Isolation.fresh());
        var accepted = listener.accept(PATIENCE).orElseThrow()) {
      assertThat(link.remote()).contains(listener.address());
      assertThat(accepted.remote()).isEmpty();
      link.write(ByteBuffer.wrap(message));
      var there = Nodes.read(accepted, message.length);
      assertThat(there).isEqualTo(message);
      accepted.write(ByteBuffer.wrap(there));
      assertThat(Nodes.read(link, message.length)).isEqualTo(message);
    }
  }

  private static Reason reason(Network near, Address peer) {
    var failure = new Reason[1];
    assertThatExceptionOfType(PeerUnreachable.class)
        .isThrownBy(() -> near.dial(peer, Isolation.fresh(), PATIENCE))
        .satisfies(e -> failure[0] = e.reason());
    return failure[0];
  }
}
