package sotto.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.loopback.fabric.Fabric;
import sotto.backend.loopback.fabric.Personality;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.crypto.Signature;
import sotto.protocol.session.Session;
import sotto.protocol.wire.Codec;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Hello;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;

/// One node among peers that do everything wrong, and one that does everything right.
@Timeout(180)
class HostilePeersTest {

  private static final int MALFORMED = 100_000;
  private static final int SLOW = 1_000;
  private static final long HEAP_GROWTH_MAX = 64L * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private final Fabric fabric = Fabric.real(Personality.INSTANT, 7);
  private final Random random = new Random(7);
  private final List<AutoCloseable> open = new ArrayList<>();
  private List<Node> nodes = List.of();

  @BeforeEach
  void start() throws Exception {
    nodes = List.of(node("ann"), node("bob"));
    bob().connect(ann().addresses().getFirst());
    Circle.awaitStatus(ann(), status -> status.sessions() == 1);
    Circle.awaitStatus(bob(), status -> status.sessions() == 1);
  }

  @AfterEach
  void stop() throws Exception {
    for (var thing : open) {
      thing.close();
    }
    nodes.forEach(Node::close);
  }

  @Test
  void malformedFramesAndSlowLinksHurtNobodyAndAreAllCounted() throws Exception {
    var heapBefore = heapUsed();
    var attacker = network("attacker");
    for (var i = 0; i < SLOW; i++) {
      open.add(begun(attacker));
    }
    var left = new AtomicInteger(MALFORMED);
    var attack = inBackground(() -> garbage(attacker, left));
    var second = inBackground(() -> garbage(attacker, left));
    var malformed = inBackground(() -> malformedMessages(attacker, left));

    var published = 0;
    try (var feed = ann().feed(Circle.NEWS)) {
      while (published < 20 || left.get() > 0) {
        var id = bob().publish(Circle.NEWS, new byte[published % 1000], Circle.HOUR);
        assertThat(Circle.take(feed, 1)).extracting(Item::id).containsExactly(id);
        published++;
      }
    }
    attack.get();
    second.get();
    malformed.get();

    var status =
        Circle.awaitStatus(ann(), now -> sum(now) >= MALFORMED + SLOW && now.sessions() == 1);
    assertThat(sum(status)).isEqualTo(MALFORMED + SLOW);
    assertThat(status.rejections().get(Rejection.HANDSHAKE_MISDIRECTED)).isPositive();
    assertThat(status.rejections().get(Rejection.HANDSHAKES_BUSY)).isPositive();
    assertThat(status.rejections().get(Rejection.MESSAGE_MALFORMED)).isPositive();
    assertThat(status.rejections().get(Rejection.SIGNATURE_WRONG)).isPositive();
    assertThat(status.store().items()).isEqualTo(published);
    assertThat(heapUsed() - heapBefore).isLessThan(HEAP_GROWTH_MAX);
  }

  @Test
  void aNewPeerGetsInWhileAThousandLinksDrip() throws Exception {
    var attacker = network("attacker");
    for (var i = 0; i < SLOW; i++) {
      open.add(begun(attacker));
    }

    try (var cy = node("cy");
        var feed = ann().feed(Circle.NEWS)) {
      cy.connect(ann().addresses().getFirst());
      var id = cy.publish(Circle.NEWS, new byte[9], Circle.HOUR);

      assertThat(Circle.take(feed, 1)).extracting(Item::id).containsExactly(id);
    }
  }

  @Test
  void aPeerThatOffersOutOfTurnLosesItsOwnSessionAndNoOther() throws Exception {
    var attacker = network("attacker");
    var session = session(attacker);
    session.send(List.of(Codec.encode(new Hello(1, 0))));
    var ids = List.of(new sotto.protocol.wire.ItemId(Bytes.owned(new byte[32])));
    session.send(List.of(Codec.encode(new Have(7, ids))));

    Circle.awaitStatus(ann(), status -> status.rejections().get(Rejection.PEER_OUT_OF_TURN) == 1);
    Circle.awaitStatus(ann(), status -> status.sessions() == 1);
    assertThat(ann().peers().getFirst().id()).isEqualTo(bob().id());
  }

  @Test
  void aPeerThatDoesNotBeginWithHelloIsRefused() throws Exception {
    var session = session(network("attacker"));

    session.send(
        List.of(
            Codec.encode(
                new Have(1, List.of(new sotto.protocol.wire.ItemId(Bytes.owned(new byte[32])))))));

    Circle.awaitStatus(ann(), status -> status.rejections().get(Rejection.MESSAGE_MALFORMED) == 1);
    Circle.awaitStatus(ann(), status -> status.sessions() == 1);
  }

  /// A link on which a handshake begins and does not go on.
  private Link begun(Network attacker) throws Exception {
    while (true) {
      try {
        var link = attacker.dial(target(), Isolation.fresh(), PATIENCE);
        link.write(ByteBuffer.wrap(new byte[] {0}));
        return link;
      } catch (NetworkException.PeerUnreachable _) {
        // The backlog is full; the link did not arrive, so it does not count.
        aMoment(attacker);
      }
    }
  }

  /// Links that bring bytes which are no handshake.
  private boolean garbage(Network attacker, AtomicInteger left) throws Exception {
    var bytes = new byte[2048];
    var own = new Random(left.get());
    while (left.getAndDecrement() > 0) {
      own.nextBytes(bytes);
      var done = false;
      while (!done) {
        try (var link = attacker.dial(target(), Isolation.shared(), PATIENCE)) {
          done = true;
          link.write(ByteBuffer.wrap(bytes));
        } catch (NetworkException.PeerUnreachable _) {
          aMoment(attacker);
        } catch (IOException _) {
          // It was refused before it had said everything.
        }
      }
    }
    return true;
  }

  /// Sessions of peers that prove who they are and then say nonsense, or bring forged items.
  private boolean malformedMessages(Network attacker, AtomicInteger left) throws Exception {
    var forged = new Signature(Bytes.owned(new byte[Signature.SIZE]));
    for (var i = 0; left.get() > 0 && i < 500; i++) {
      if (left.getAndDecrement() <= 0) {
        return true;
      }
      var identity = Identity.create(random);
      var real =
          sotto.protocol.wire.Item.create(
              identity,
              new sotto.protocol.wire.Topic(1),
              i,
              java.time.Instant.now(),
              Circle.HOUR,
              Bytes.EMPTY);
      var item = sotto.protocol.wire.Item.of(real.payload(), forged);
      var message =
          i % 2 == 0 ? Codec.encode(new Data(item)) : Bytes.of((byte) 0xff, (byte) 0xff, (byte) i);
      try (var session = session(attacker)) {
        session.send(List.of(Codec.encode(new Hello(1, 0)), message));
        while (!session.receive().isEmpty()) {
          // Until the node has had enough of us.
        }
      } catch (IOException _) {
        // It has.
      }
    }
    return true;
  }

  private Session session(Network attacker) throws Exception {
    while (true) {
      try {
        var link = attacker.dial(target(), Isolation.shared(), PATIENCE);
        var session = Session.dial(link, Identity.create(random), target(), random, PATIENCE);
        open.add(session);
        return session;
      } catch (NetworkException.PeerUnreachable _) {
        aMoment(attacker);
      }
    }
  }

  /// Waits for the node to take in some of what is in its backlog.
  private static void aMoment(Network attacker) throws InterruptedException {
    attacker.awaitStatus(attacker.status().sequence(), Duration.ofMillis(1));
  }

  private Address target() {
    return ann().addresses().getFirst();
  }

  private Node ann() {
    return nodes.getFirst();
  }

  private Node bob() {
    return nodes.getLast();
  }

  private Node node(String name) throws Exception {
    return Node.start(NodeConfig.at(directory.resolve(name)).on(fabric.provider()));
  }

  private Network network(String name) throws Exception {
    var network = fabric.provider().open(NetworkConfig.at(directory.resolve(name)));
    open.add(network);
    return network;
  }

  private static long sum(NodeStatus status) {
    return status.rejections().values().stream().mapToLong(count -> count).sum();
  }

  private static long heapUsed() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static <T> FutureTask<T> inBackground(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }
}
