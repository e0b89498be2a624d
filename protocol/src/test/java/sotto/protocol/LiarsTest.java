package sotto.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
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
import sotto.protocol.session.Liar;
import sotto.protocol.wire.Codec;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Hello;
import sotto.protocol.wire.Message.Ping;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.LinkLost;

/// One node among peers that prove who they are and then lie, and one that is honest.
@Timeout(180)
class LiarsTest {

  private static final int LIARS = 1000;
  private static final int OVERSIZED = 69 * 1024;

  /// More than a peer's allowance, so that it is used up whatever comes back meanwhile.
  private static final int REPETITIONS = 400_000;

  private static final int BATCH = 500;
  private static final long HEAP_GROWTH_MAX = 32L * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Bytes HELLO = Codec.encode(new Hello(1, 0));

  @TempDir Path directory;

  private final Fabric fabric = Fabric.real(Personality.INSTANT, 7);
  private final Random random = new Random(7);
  private final Map<Rejection, Long> told = new EnumMap<>(Rejection.class);
  private final List<Node> nodes = new ArrayList<>();

  /// What a liar does in its session, and what that is called.
  private enum Lie {
    WRONG_LENGTH(Rejection.FRAME_MALFORMED),
    AFTER_THE_END(Rejection.FRAME_MALFORMED),
    FORGED_FRAME(Rejection.FRAME_FORGED),
    REPEATED_FRAME(Rejection.FRAME_FORGED),
    OVERSIZED_MESSAGE(Rejection.MESSAGE_OVERSIZED),
    RUBBISH(Rejection.MESSAGE_MALFORMED),
    CUT_SHORT(Rejection.MESSAGE_MALFORMED),
    NO_HELLO(Rejection.MESSAGE_MALFORMED),
    FORGED_ITEM(Rejection.SIGNATURE_WRONG);

    private final Rejection rejection;

    Lie(Rejection rejection) {
      this.rejection = rejection;
    }
  }

  @BeforeEach
  void start() throws Exception {
    for (var name : List.of("ann", "bob")) {
      nodes.add(Node.start(NodeConfig.at(directory.resolve(name)).on(fabric.provider())));
    }
    Circle.connect(bob(), ann());
  }

  @AfterEach
  void stop() {
    nodes.forEach(Node::close);
  }

  @Test
  void lieUponLieCostsOnlyTheLiarsAndIsAllCounted() throws Exception {
    var heapBefore = heapUsed();
    var lying = new FutureTask<>(this::lies);
    Thread.ofVirtual().start(lying);

    var published = 0;
    try (var feed = ann().feed(Circle.NEWS)) {
      while (published < 20 || !lying.isDone()) {
        var id = bob().publish(Circle.NEWS, new byte[published % 1000], Circle.HOUR);
        assertThat(Circle.take(feed, 1)).extracting(Item::id).containsExactly(id);
        published++;
      }
    }
    assertThat(lying.get()).isEqualTo(LIARS);

    var status =
        Circle.awaitStatus(
            ann(),
            now ->
                told.entrySet().stream()
                    .allMatch(lie -> now.rejections().get(lie.getKey()) >= lie.getValue()));
    var counted = new EnumMap<>(status.rejections());
    counted.values().removeIf(count -> count == 0);
    assertThat(counted).isEqualTo(told);
    assertThat(status.store().items()).isEqualTo(published);
    assertThat(heapUsed() - heapBefore).isLessThan(HEAP_GROWTH_MAX);
    assertThat(bob().peers()).hasSize(1);
  }

  @Test
  void aPeerThatRepeatsWithoutEndIsRefusedForIt() throws Exception {
    var repetition = Codec.encode(new Data(item(1)));
    try (var network = network();
        var liar = liar(network)) {
      liar.say(HELLO);

      repeat(liar, repetition);

      Circle.awaitStatus(ann(), status -> status.rejections().get(Rejection.PEER_QUOTA) == 1);
      Circle.awaitStatus(ann(), status -> status.sessions() == 1);
      assertThat(ann().status().store().items()).isEqualTo(1);
    }
  }

  @Test
  void aPeerThatAsksAndTakesNoAnswersIsDropped() throws Exception {
    try (var network = network();
        var liar = liar(network)) {
      liar.say(HELLO);

      repeat(liar, Codec.encode(new Ping(7)));

      Circle.awaitStatus(ann(), status -> status.rejections().get(Rejection.OUTBOX_FULL) == 1);
      Circle.awaitStatus(ann(), status -> status.sessions() == 1);
    }
  }

  /// Says one thing again and again, many at a time, until the node has had enough.
  private static void repeat(Liar liar, Bytes message) {
    var batch = new Bytes[BATCH];
    Arrays.fill(batch, message);
    try {
      for (var i = 0; i < REPETITIONS; i += BATCH) {
        liar.say(batch);
      }
    } catch (IOException _) {
      // It has.
    }
  }

  private int lies() throws Exception {
    try (var network = network()) {
      for (var i = 0; i < LIARS; i++) {
        var lie = Lie.values()[random.nextInt(Lie.values().length)];
        try (var liar = liar(network)) {
          tell(liar, lie, i);
          liar.awaitEnd();
        } catch (LinkLost _) {
          // The node had enough before all was said.
        }
        told.merge(lie.rejection, 1L, Long::sum);
      }
    }
    return LIARS;
  }

  private void tell(Liar liar, Lie lie, int i) throws Exception {
    if (lie != Lie.NO_HELLO) {
      liar.say(HELLO);
    }
    var data = Codec.encode(new Data(item(i)));
    switch (lie) {
      case WRONG_LENGTH -> liar.babble(new byte[] {(byte) i, (byte) (i | 1)});
      case AFTER_THE_END -> liar.say(Bytes.EMPTY, HELLO);
      case FORGED_FRAME -> liar.forge(data);
      case REPEATED_FRAME -> liar.repeat(Codec.encode(new Ping(i)));
      case OVERSIZED_MESSAGE -> liar.say(Bytes.owned(new byte[OVERSIZED]));
      case RUBBISH -> liar.say(rubbish());
      case CUT_SHORT -> liar.say(data.slice(0, data.size() - 1 - random.nextInt(8)));
      case NO_HELLO -> liar.say(data);
      case FORGED_ITEM -> {
        var forged = new Signature(Bytes.owned(new byte[Signature.SIZE]));
        liar.say(Codec.encode(new Data(sotto.protocol.wire.Item.of(item(i).payload(), forged))));
      }
    }
  }

  /// Bytes that begin with a field which protobuf does not have.
  private Bytes rubbish() {
    var bytes = new byte[1 + random.nextInt(2000)];
    random.nextBytes(bytes);
    bytes[0] = 7;
    return Bytes.owned(bytes);
  }

  private sotto.protocol.wire.Item item(int number) {
    return sotto.protocol.wire.Item.create(
        Identity.create(random),
        new sotto.protocol.wire.Topic(1),
        number,
        Instant.now(),
        Circle.HOUR,
        Bytes.EMPTY);
  }

  private Liar liar(Network network) throws Exception {
    while (true) {
      try {
        var link = network.dial(target(), Isolation.fresh(), PATIENCE);
        return Liar.dial(link, Identity.create(random), target(), random);
      } catch (NetworkException.PeerUnreachable _) {
        network.awaitStatus(network.status().sequence(), Duration.ofMillis(1));
      }
    }
  }

  private Network network() throws Exception {
    return fabric.provider().open(NetworkConfig.at(directory.resolve("liars")));
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

  private static long heapUsed() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
