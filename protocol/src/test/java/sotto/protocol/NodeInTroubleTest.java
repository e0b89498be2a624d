package sotto.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.loopback.fabric.Fabric;
import sotto.backend.loopback.fabric.Personality;
import sotto.backend.loopback.fabric.Trouble;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.Traits;

/// Nodes whose networks, directories or keys are not as they should be.
@Timeout(90)
class NodeInTroubleTest {

  @TempDir Path directory;

  private final Fabric fabric = Fabric.real(Personality.INSTANT, 7);
  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(Node::close);
  }

  @Test
  void aDaemonThatDiesAndComesBackCostsASessionAndNothingElse() throws Exception {
    var ann = start("ann");
    var bob = start("bob");
    var scheme = Personality.INSTANT.scheme();
    Circle.connect(bob, ann);
    var daemon = fabric.node(directory.resolve("ann").resolve("networks").resolve(scheme));

    daemon.inject(Trouble.DAEMON_GONE);
    var down =
        Circle.awaitStatus(
            ann,
            status ->
                status.sessions() == 0 && !status.network(scheme).orElseThrow().network().usable());
    assertThat(down.network(scheme).orElseThrow().network().phase()).isEqualTo(Phase.DOWN);
    assertThat(down.network(scheme).orElseThrow().network().blockage())
        .isEqualTo(Blockage.NO_DAEMON);
    var id = ann.publish(Circle.NEWS, new byte[3], Circle.HOUR);
    daemon.heal(Trouble.DAEMON_GONE);

    try (var feed = bob.feedFromStart(Circle.NEWS)) {
      assertThat(Circle.take(feed, 1)).extracting(Item::id).containsExactly(id);
    }
    Circle.awaitStatus(ann, status -> status.network(scheme).orElseThrow().network().usable());
  }

  @Test
  void twoNetworksCarryOneNode() throws Exception {
    var other = Fabric.real(Personality.INSTANT.withScheme("other"), 8);
    var both = NodeConfig.at(directory.resolve("ann")).on(fabric.provider()).on(other.provider());
    var ann = start(both);
    var bob = start("bob");
    var cy = start(NodeConfig.at(directory.resolve("cy")).on(other.provider()));
    assertThat(ann.addresses()).hasSize(2);
    ann.connect(bob.addresses().getFirst());
    cy.connect(ann.addresses().getLast());

    try (var feed = cy.feed(Circle.NEWS)) {
      var id = bob.publish(Circle.NEWS, new byte[7], Circle.HOUR);

      assertThat(Circle.take(feed, 1)).extracting(Item::id).containsExactly(id);
    }
    var status = Circle.awaitStatus(ann, now -> now.sessions() == 2);
    assertThat(status.networks()).extracting(NetworkView::sessions).containsExactly(1, 1);
  }

  @Test
  void aFullNodeSendsTheNextPeerAwayAndSaysSo() throws Exception {
    var ann =
        start(
            NodeConfig.at(directory.resolve("ann"))
                .on(fabric.provider())
                .with(new NodeLimits(1, NodeLimits.STORE_BYTES_MIN)));
    var bob = start("bob");
    Circle.connect(bob, ann);

    start("cy").connect(ann.addresses().getFirst());

    Circle.awaitStatus(ann, status -> status.rejections().get(Rejection.SESSIONS_FULL) > 0);
    Circle.awaitStatus(ann, status -> status.sessions() == 1);
    assertThat(ann.peers().getFirst().id()).isEqualTo(bob.id());
  }

  @Test
  void aPeerThatFallsSilentIsFoundOutAndAnIdleOneKept() throws Exception {
    var likely = Personality.INSTANT;
    var old = likely.traits();
    var impatient =
        new Traits(
            old.set(),
            old.dialTypical(),
            old.firstContact(),
            Duration.ofSeconds(3),
            old.notFoundMemory(),
            old.staleAfterLoss(),
            old.listenersMax(),
            old.isolationsMax());
    var restless =
        Fabric.real(
            new Personality(
                likely.scheme(),
                impatient,
                likely.startup(),
                likely.publication(),
                likely.places(),
                likely.dial(),
                likely.delay(),
                likely.bytesPerSecond(),
                likely.dialLoss(),
                likely.linkLoss()),
            7);
    var ann = start(NodeConfig.at(directory.resolve("ann")).on(restless.provider()));
    var bob = start(NodeConfig.at(directory.resolve("bob")).on(restless.provider()));
    Circle.connect(bob, ann);
    var before = ann.peers().getFirst();
    // Nothing but pings and their answers, for longer than silence is suffered.
    Circle.awaitStatus(
        ann,
        _ ->
            ann.peers().stream()
                .anyMatch(peer -> peer.age(Instant.now()).compareTo(Duration.ofSeconds(6)) > 0));
    assertThat(ann.peers()).extracting(PeerView::since).containsExactly(before.since());
    assertThat(ann.peers().getFirst().rtt()).isPresent();

    restless
        .node(directory.resolve("bob").resolve("networks").resolve(likely.scheme()))
        .inject(Trouble.LINKS_STALL);

    Circle.awaitStatus(ann, status -> status.rejections().get(Rejection.PEER_SILENT) == 1);
  }

  @Test
  void aDirectoryBelongsToOneNode() throws Exception {
    start("ann");

    assertThatExceptionOfType(NodeException.StoreLocked.class).isThrownBy(() -> start("ann"));
  }

  @Test
  void aDamagedKeyIsSaidAndNotReplaced() throws Exception {
    start("ann").close();
    for (var name : List.of("node.key", "network-" + Personality.INSTANT.scheme() + ".key")) {
      var file = directory.resolve("ann").resolve("identity").resolve(name);
      var whole = Files.readString(file);
      Files.writeString(file, whole.replace("sotto-key-1 ", "sotto-key-1  "));

      assertThatExceptionOfType(NodeException.IdentityUnusable.class)
          .isThrownBy(() -> start("ann"))
          .withMessageContaining("What to do");
      assertThat(Files.readString(file)).isNotEqualTo(whole);
      Files.writeString(file, whole);
    }
    // Nothing stayed open.
    start("ann");
  }

  @Test
  void aDamagedStoreIsSaidAndNotReplaced() throws Exception {
    start("ann").close();
    var store = directory.resolve("ann").resolve("store");
    try (var files = Files.list(store)) {
      for (var file : files.filter(path -> path.toString().contains("sqlite")).toList()) {
        Files.write(file, new byte[8192]);
      }
    }

    assertThatExceptionOfType(NodeException.StoreDamaged.class).isThrownBy(() -> start("ann"));
    assertThatExceptionOfType(NodeException.StoreDamaged.class).isThrownBy(() -> start("ann"));
  }

  @Test
  void anUnknownSettingIsNamed() {
    var network = new NetworkChoice(fabric.provider(), Map.of("nonsense", "1"), true);

    assertThatExceptionOfType(NodeException.ConfigRejected.class)
        .isThrownBy(() -> start(NodeConfig.at(directory.resolve("ann")).on(network)))
        .satisfies(
            e -> assertThat(e.setting()).isEqualTo(Personality.INSTANT.scheme() + ".nonsense"));
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
    var file = Files.createFile(directory.resolve("file"));

    assertThatExceptionOfType(NodeException.ConfigRejected.class)
        .isThrownBy(() -> start(NodeConfig.at(file.resolve("ann"))))
        .satisfies(e -> assertThat(e.setting()).isEqualTo("directory"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(directory.toString()));
  }

  @Test
  void whatIsPublishedIsOnTheDiskWhenTheCallReturns() throws Exception {
    var ann = start("ann");
    var id = ann.publish(Circle.NEWS, new byte[] {1, 2, 3}, Circle.HOUR);
    // What a machine would have on its disk if its power failed now.
    copy(directory.resolve("ann").resolve("store"), directory.resolve("image").resolve("store"));

    var image = start(NodeConfig.at(directory.resolve("image")));

    assertThat(image.item(id)).get().extracting(Item::body).isEqualTo(new byte[] {1, 2, 3});
  }

  private static void copy(Path from, Path to) throws Exception {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private Node start(String name) throws Exception {
    return start(NodeConfig.at(directory.resolve(name)).on(fabric.provider()));
  }

  private Node start(NodeConfig config) throws Exception {
    var node = Node.start(config);
    nodes.add(node);
    return node;
  }
}
