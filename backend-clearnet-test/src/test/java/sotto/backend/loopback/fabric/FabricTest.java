package sotto.backend.loopback.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.ServiceKey;
import sotto.spi.facet.ClientAuthorization;
import sotto.spi.facet.PresenceProbe;
import sotto.spi.facet.PresenceProbe.Presence;

@Timeout(60)
class FabricTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path files;
  private final List<Network> open = new ArrayList<>();
  private int keys;

  @AfterEach
  void closeAll() {
    open.forEach(Network::close);
  }

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
  void aLeaseIsFoundForAWhileAfterItsNodeDied() throws Exception {
    var fabric = Fabric.virtual(Personality.I2P_LIKE.withLoss(0, 0), 5);
    var listener = open(fabric, "ann").listen(key(fabric));
    var bob = open(fabric, "bob");
    fabric.advance(Duration.ofMinutes(3));

    fabric.node(files.resolve("ann")).inject(Trouble.DAEMON_GONE);
    var soon = start(fabric, () -> dial(bob, listener));
    elapse(fabric, soon);
    fabric.advance(Duration.ofMinutes(11));
    var late = start(fabric, () -> dial(bob, listener));
    elapse(fabric, late);

    assertUnreachable(soon, Reason.AWAY);
    assertUnreachable(late, Reason.NOT_FOUND);
  }

  @Test
  void aDeadDaemonIsOursAndComesBackN5() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var ann = open(fabric, "ann");
    var listener = ann.listen(key(fabric));
    var bob = open(fabric, "bob");
    var link = dial(bob, listener);
    var node = fabric.node(files.resolve("ann"));
    node.inject(Trouble.DAEMON_GONE);

    assertThat(ann.status().blockage()).isEqualTo(Blockage.NO_DAEMON);
    assertThat(listener.status().state()).isEqualTo(State.DEGRADED);
    assertThatThrownBy(() -> link.read(ByteBuffer.allocate(1))).isInstanceOf(LinkLost.class);
    assertThatThrownBy(() -> dial(ann, listener))
        .isInstanceOfSatisfying(
            NetworkDown.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_DAEMON));
    assertThatThrownBy(() -> dial(bob, listener)).isInstanceOf(PeerUnreachable.class);

    node.heal();
    assertThat(ann.status().phase()).isEqualTo(Phase.READY);
    assertThat(listener.status().state()).isEqualTo(State.PUBLISHED);
    assertThat(dial(bob, listener).isOpen()).isTrue();
  }

  @Test
  void aSilentDaemonIsNoticedAfterASecond() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var ann = open(fabric, "ann");
    var peer = open(fabric, "bob").listen(key(fabric));
    fabric.node(files.resolve("ann")).inject(Trouble.DAEMON_SILENT);
    assertThat(ann.status().phase()).isEqualTo(Phase.READY);

    var dialling = start(fabric, () -> dial(ann, peer));
    elapse(fabric, dialling);

    assertThatThrownBy(dialling::get).hasCauseInstanceOf(NetworkDown.class);
    assertThat(ann.status().blockage()).isEqualTo(Blockage.NO_DAEMON);
    assertThat(fabric.now()).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void eachTroubleShowsAsTheRulesSayS5() throws Exception {
    for (var trouble : Trouble.values()) {
      var fabric = Fabric.virtual(Personality.INSTANT, 1);
      var directory = files.resolve(trouble.name());
      var network = fabric.provider().open(NetworkConfig.at(directory));
      open.add(network);
      fabric.node(directory).inject(trouble);
      fabric.advance(Duration.ofSeconds(2));

      assertThat(network.status().phase()).as("%s", trouble).isEqualTo(trouble.phase());
      assertThat(network.status().blockage()).as("%s", trouble).isEqualTo(trouble.blockage());
      fabric.node(directory).heal();
      assertThat(network.status().phase()).as("%s", trouble).isEqualTo(Phase.READY);
    }
  }

  @Test
  void aWrongClockIsToldWithItsAmount() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var ann = open(fabric, "ann");
    fabric.node(files.resolve("ann")).skewClock(Duration.ofHours(-2));

    assertThat(ann.status().detail()).contains("-7200 seconds");
  }

  @Test
  void publicationsArePartialThenLostThenBack() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var listener = open(fabric, "ann").listen(key(fabric));
    var node = fabric.node(files.resolve("ann"));
    assertThat(listener.status().state()).isEqualTo(State.PUBLISHED);

    node.inject(Trouble.PUBLICATION_PARTIAL);
    assertThat(listener.status().state()).isEqualTo(State.DEGRADED);
    assertThat(listener.status().confirmed()).isBetween(1, listener.status().of() - 1);
    node.heal();
    assertThat(listener.status().state()).isEqualTo(State.PUBLISHED);

    node.inject(Trouble.PUBLICATION_LOST);
    assertThat(listener.status().state()).isEqualTo(State.DEGRADED);
    assertThatThrownBy(() -> dial(open(fabric, "bob"), listener))
        .isInstanceOf(PeerUnreachable.class);
    node.heal();
    assertThat(listener.status().state()).isEqualTo(State.PUBLISHED);
  }

  @Test
  void partedNodesAreAwayForEachOtherAndNotForAThird() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var listener = open(fabric, "ann").listen(key(fabric));
    var bob = open(fabric, "bob");
    var cy = open(fabric, "cy");
    var link = dial(bob, listener);
    var ann = fabric.node(files.resolve("ann"));
    fabric.part(ann, fabric.node(files.resolve("bob")));

    assertThatThrownBy(() -> link.write(ByteBuffer.allocate(1))).isInstanceOf(LinkLost.class);
    assertThatThrownBy(() -> dial(bob, listener)).isInstanceOf(PeerUnreachable.class);
    assertThat(dial(cy, listener).isOpen()).isTrue();
    fabric.join(ann, fabric.node(files.resolve("bob")));
    assertThat(dial(bob, listener).isOpen()).isTrue();
  }

  @Test
  void stalledLinksMoveOnWithAllTheirBytes() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var listener = open(fabric, "ann").listen(key(fabric));
    var out = dial(open(fabric, "bob"), listener);
    var in = listener.accept();
    var node = fabric.node(files.resolve("ann"));

    node.inject(Trouble.LINKS_STALL);
    out.write(ByteBuffer.wrap(new byte[100]));
    out.close();
    assertThat(in.read(ByteBuffer.allocate(1), Duration.ZERO)).isZero();
    node.heal();
    assertThat(in.read(ByteBuffer.allocate(200))).isEqualTo(100);
    assertThat(in.read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }

  @Test
  void aMachineThatSleptIsVerifiedWhenToldSo() throws Exception {
    var fabric = Fabric.virtual(Personality.INSTANT, 1);
    var ann = open(fabric, "ann");
    var listener = ann.listen(key(fabric));
    var link = dial(open(fabric, "bob"), listener);
    fabric.node(files.resolve("ann")).inject(Trouble.SUSPENDED);
    assertThat(ann.status().phase()).isEqualTo(Phase.READY);

    ann.hint(Hint.RESUMED);

    assertThatThrownBy(() -> link.read(ByteBuffer.allocate(1))).isInstanceOf(LinkLost.class);
    assertThat(listener.status().state()).isEqualTo(State.PUBLISHED);
    assertThat(dial(ann, listener).isOpen()).isTrue();
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

  /// Moves the clock in small steps until the tasks are done.
  private static void elapse(Fabric fabric, FutureTask<?>... tasks) throws Exception {
    for (var task : tasks) {
      while (!task.isDone()) {
        fabric.advance(Duration.ofMillis(100));
      }
    }
  }

  private static void assertUnreachable(FutureTask<?> task, Reason reason) {
    assertThatThrownBy(() -> task.get(1, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            PeerUnreachable.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static <T> FutureTask<T> start(Fabric fabric, Callable<T> call) {
    var task = new FutureTask<>(call);
    var _ = fabric.actor(task);
    return task;
  }

  private static Link dial(Network from, Listener to)
      throws NetworkException, InterruptedException {
    return dial(from, to.address());
  }

  private static Link dial(Network from, Address to) throws NetworkException, InterruptedException {
    return from.dial(to, Isolation.shared(), Duration.ofMinutes(5));
  }

  private Network open(Fabric fabric, String name) throws NetworkException, InterruptedException {
    var network = fabric.provider().open(NetworkConfig.at(files.resolve(name)));
    open.add(network);
    return network;
  }

  private ServiceKey key(Fabric fabric) {
    keys++;
    return fabric.provider().addresses().newKey(new Random(keys));
  }
}
