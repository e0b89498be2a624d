package sotto.backend.loopback.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.facet.ClientAuthorization;
import sotto.spi.facet.PresenceProbe;
import sotto.spi.facet.PresenceProbe.Presence;

class FabricTest extends FabricTrial {

  @Test
  void anInstantFabricNeedsNoTime() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var listener = open(fabric, "ann").listen(key(fabric));
    var out = dial(open(fabric, "bob"), listener);
    out.write(ByteBuffer.wrap(new byte[] {7}));

    var in = listener.accept();
    var buffer = ByteBuffer.allocate(2);
    assertThat(in.read(buffer)).isEqualTo(1);
    assertThat(in.remote()).isPresent();
    assertThat(listener.status().state()).isEqualTo(State.REACHABLE);
    assertThat(fabric.now()).isZero();
  }

  @Test
  void aTorLikeListenerIsPublishedSlowlyAndInPartsFirst() throws Exception {
    var fabric = Fabric.virtual(Personality.TOR_LIKE, 3);
    var ann = open(fabric, "ann");
    assertThat(ann.status().phase()).isEqualTo(Phase.STARTING);
    var listener = ann.listen(key(fabric), 80);
    assertThat(listener.status().state()).isEqualTo(State.PUBLISHING);

    var seen = new ArrayList<Integer>();
    while (listener.status().state() != State.PUBLISHED) {
      fabric.advance(Duration.ofMillis(500));
      seen.add(listener.status().confirmed());
    }

    assertThat(seen).isSorted().contains(0).endsWith(8);
    assertThat(seen.stream().distinct().count()).isGreaterThan(3);
    assertThat(fabric.now()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(51));
  }

  @Test
  void aTorLikeCallerStaysUnknownAndAWrongPortIsRefused() throws Exception {
    var fabric = Fabric.virtual(Personality.TOR_LIKE.withLoss(0, 0), 3);
    var listener = open(fabric, "ann").listen(key(fabric), 80);
    var bob = open(fabric, "bob");
    fabric.advance(Duration.ofMinutes(2));

    var dialling = start(fabric, () -> dial(bob, listener));
    var wrong = start(fabric, () -> dial(bob, listener.address().withPort(81)));
    elapse(fabric, dialling, wrong);

    assertThat(dialling.get().remote()).contains(listener.address());
    assertThat(listener.accept().remote()).isEmpty();
    assertUnreachable(wrong, Reason.REFUSED);
  }

  @Test
  void timeoutsAreInTheFabricsTime() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var listener = open(fabric, "ann").listen(key(fabric));
    var bob = open(fabric, "bob");
    fabric.node(files.resolve("ann")).inject(Trouble.DIALS_STALL);
    var dialling = start(fabric, () -> bob.dial(listener.address(), Isolation.shared(), MINUTE));
    elapse(fabric, dialling);

    assertThatThrownBy(dialling::get).hasCauseInstanceOf(DialTimeout.class);
    assertThat(fabric.now()).isBetween(MINUTE, MINUTE.plusSeconds(1));
  }

  @Test
  void onlyCallersWithACredentialAreAdmittedF3() throws Exception {
    var fabric = Fabric.virtual(Personality.TOR_LIKE.withLoss(0, 0), 2);
    var ann = open(fabric, "ann");
    var bob = open(fabric, "bob");
    var listener = ann.listen(key(fabric));
    fabric.advance(Duration.ofMinutes(2));
    var door = ann.facet(ClientAuthorization.class).orElseThrow();
    var ring = bob.facet(ClientAuthorization.class).orElseThrow();
    var credential = ring.newCredential();
    door.admit(listener, Set.of(credential.name()));

    var without = start(fabric, () -> dial(bob, listener));
    elapse(fabric, without);
    ring.use(listener.address(), credential.secret());
    var with = start(fabric, () -> dial(bob, listener));
    elapse(fabric, with);

    assertUnreachable(without, Reason.REQUIRES_AUTH);
    assertThat(with.get().isOpen()).isTrue();
  }

  @Test
  void aProbeThatCannotLookSaysUnknownF2() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var ann = open(fabric, "ann");
    var probe = ann.facet(PresenceProbe.class).orElseThrow();
    var listener = open(fabric, "bob").listen(key(fabric));

    assertThat(probe.probe(listener.address(), MINUTE)).isEqualTo(Presence.PUBLISHED);
    assertThat(probe.probe(key(fabric).address(), MINUTE)).isEqualTo(Presence.ABSENT);
    fabric.node(files.resolve("ann")).inject(Trouble.DAEMON_GONE);
    assertThat(probe.probe(listener.address(), MINUTE)).isEqualTo(Presence.UNKNOWN);
  }

  @Test
  void aLinkThatNobodyReadsMakesItsWriterWaitL2() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var listener = open(fabric, "ann").listen(key(fabric));
    var out = dial(open(fabric, "bob"), listener);
    var much = ByteBuffer.allocate(1_000_000);
    var waiting = Thread.ofVirtual().start(() -> writeUntilClosed(out, much));
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(much.position()).isLessThan(100_000);
    out.close();
    waiting.join();
    assertThatThrownBy(() -> out.write(much)).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void bytesStayInOrderHoweverTheirDelaysDifferN1() throws Exception {
    var personality = Personality.INSTANT.withLinks(Span.ofMillis(0, 3), 0);
    var fabric = Fabric.real(personality, 1);
    var listener = open(fabric, "ann").listen(key(fabric));
    var out = dial(open(fabric, "bob"), listener);
    var in = listener.accept();
    var sent = new byte[2000];
    new Random(1).nextBytes(sent);
    for (var b : sent) {
      out.write(ByteBuffer.wrap(new byte[] {b}));
    }
    out.close();

    var got = ByteBuffer.allocate(sent.length + 1);
    while (in.read(got) >= 0) {
      // Until the end.
    }
    assertThat(Arrays.copyOf(got.array(), got.position())).isEqualTo(sent);
  }

  @Test
  void theSameSeedGivesTheSameTrace() throws Exception {
    var one = run(11);
    assertThat(one.size()).isGreaterThan(60);

    assertThat(run(11)).isEqualTo(one);
    assertThat(run(12)).isNotEqualTo(one);
  }

  /// Lets five nodes dial each other over a network that loses much, and returns the trace.
  private List<String> run(long seed) throws Exception {
    var fabric = Fabric.virtual(Personality.I2P_LIKE.withLoss(0.3, 0.05), seed);
    var networks = new ArrayList<Network>();
    var listeners = new ArrayList<Listener>();
    for (var i = 0; i < 5; i++) {
      var network = open(fabric, seed + "-" + open.size() + "-" + i);
      networks.add(network);
      listeners.add(network.listen(key(fabric)));
    }
    fabric.advance(Duration.ofMinutes(2));
    var actors = new ArrayList<Thread>();
    for (var i = 0; i < 5; i++) {
      var from = networks.get(i);
      var to = listeners.get((i + 1) % 5);
      actors.add(fabric.actor(() -> chat(from, to)));
    }
    fabric.advance(Duration.ofMinutes(10));
    networks.forEach(Network::close);
    for (var actor : actors) {
      actor.join();
    }
    return fabric.trace();
  }

  private static void chat(Network from, Listener to) {
    for (var round = 0; round < 6; round++) {
      try (var link = from.dial(to.address(), Isolation.fresh(), MINUTE)) {
        var buffer = ByteBuffer.allocate(20_000);
        link.write(buffer);
        link.read(ByteBuffer.allocate(1), Duration.ofSeconds(20));
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        // The network loses much; the next round tries again.
      }
    }
  }

  private static void writeUntilClosed(Link link, ByteBuffer bytes) {
    try {
      link.write(bytes);
    } catch (IOException e) {
      // Closed by the test.
    }
  }
}
