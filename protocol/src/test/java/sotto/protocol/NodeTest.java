package sotto.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.loopback.LoopbackProvider;
import sotto.spi.Address;
import sotto.spi.ListenerStatus;

/// What nodes promise their users, over real TCP on 127.0.0.1.
@Timeout(60)
class NodeTest {

  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  @TempDir Path directory;

  private Circle circle = new Circle(Path.of("unset"));

  @BeforeEach
  void open() {
    circle = new Circle(directory);
  }

  @AfterEach
  void close() {
    circle.close();
  }

  @Test
  void twoNodesExchangeItems() throws Exception {
    var ann = circle.start("ann");
    var bob = circle.start("bob");
    Circle.connect(ann, bob);
    try (var atAnn = ann.feed(Circle.NEWS);
        var atBob = bob.feed(Circle.NEWS)) {
      var fromAnn = ann.publish(Circle.NEWS, HELLO, Circle.HOUR);
      var item = Circle.take(atBob, 1).getFirst();

      assertThat(item.id()).isEqualTo(fromAnn);
      assertThat(item.body()).isEqualTo(HELLO);
      assertThat(item.owner()).isEqualTo(ann.id());
      assertThat(item.topic()).isEqualTo(Circle.NEWS);
      var fromBob = bob.publish(Circle.NEWS, new byte[Item.BODY_MAX], Circle.HOUR);
      assertThat(Circle.take(atAnn, 2)).extracting(Item::id).containsExactly(fromAnn, fromBob);
    }
  }

  @Test
  void anItemReachesNodesThatItsPublisherDoesNotKnow() throws Exception {
    var ann = circle.start("ann");
    var bob = circle.start("bob");
    var cy = circle.start("cy");
    Circle.connect(ann, bob);
    Circle.connect(cy, bob);
    try (var feed = cy.feed(Circle.NEWS)) {
      var id = ann.publish(Circle.NEWS, HELLO, Circle.HOUR);

      assertThat(Circle.take(feed, 1)).extracting(Item::id).containsExactly(id);
    }
  }

  @Test
  void whoeverComesLateGetsWhatThereIs() throws Exception {
    var ann = circle.start("ann");
    for (var i = 0; i < 700; i++) {
      ann.publish(Circle.NEWS, ("item " + i).getBytes(UTF_8), Circle.HOUR);
    }
    var bob = circle.start("bob");
    try (var feed = bob.feed(Circle.NEWS)) {
      Circle.connect(bob, ann);

      assertThat(Circle.take(feed, 700)).extracting(Item::id).doesNotHaveDuplicates();
    }
    assertThat(bob.items(Circle.NEWS)).hasSameElementsAs(ann.items(Circle.NEWS));
  }

  @Test
  void aRestartChangesNothing() throws Exception {
    var before = circle.start("ann");
    var bob = circle.start("bob");
    Circle.connect(before, bob);
    var id = before.id();
    var addresses = before.addresses();
    var item = before.publish(Circle.NEWS, HELLO, Circle.HOUR);
    circle.stop("ann");

    var after = circle.start("ann");

    assertThat(after.id()).isEqualTo(id);
    assertThat(after.addresses()).isEqualTo(addresses);
    assertThat(after.item(item)).isPresent();
    assertThat(after.items(Circle.NEWS)).containsExactly(item);
    // The address that it was told to connect to is remembered, and so is the item by its peers.
    Circle.awaitStatus(after, status -> status.sessions() == 1);
    assertThat(after.known()).hasSize(1);
  }

  @Test
  void aFeedFromTheStartHasEveryItemOnce() throws Exception {
    var ann = circle.start("ann");
    var first = ann.publish(Circle.NEWS, "1".getBytes(UTF_8), Circle.HOUR);
    try (var feed = ann.feedFromStart(Circle.NEWS)) {
      var second = ann.publish(Circle.NEWS, "2".getBytes(UTF_8), Circle.HOUR);

      assertThat(Circle.take(feed, 2)).extracting(Item::id).containsExactly(first, second);
      assertThat(feed.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void theSamePublishedTwiceInASecondIsTwoItems() throws Exception {
    var clock = Instant.now();
    var ann = circle.start("ann", circle.config("ann").with(() -> clock));

    var first = ann.publish(Circle.NEWS, HELLO, Circle.HOUR);
    var second = ann.publish(Circle.NEWS, HELLO, Circle.HOUR);

    assertThat(second).isNotEqualTo(first);
    assertThat(ann.items(Circle.NEWS)).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void whatIsPublishedIsInTheStoreWhenTheCallReturns() throws Exception {
    var ann = circle.start("ann");

    var id = ann.publish(Circle.NEWS, HELLO, Circle.HOUR);

    assertThat(ann.item(id)).get().extracting(Item::body).isEqualTo(HELLO);
    assertThat(ann.items(Circle.NEWS)).containsExactly(id);
    assertThat(ann.items(Topic.named("other"))).isEmpty();
  }

  @Test
  void theStatusSaysHowThingsAre() throws Exception {
    var ann = circle.start("ann");
    var bob = circle.start("bob");
    Circle.connect(ann, bob);
    ann.publish(Circle.NEWS, HELLO, Circle.HOUR);
    var reached =
        Circle.awaitStatus(
            bob,
            status ->
                status.store().items() == 1
                    && status.network("loopback").orElseThrow().listener().state()
                        == ListenerStatus.State.REACHABLE);

    assertThat(reached.phase()).isEqualTo(NodeStatus.Phase.RUNNING);
    assertThat(reached.sessions()).isEqualTo(1);
    assertThat(reached.network("loopback").orElseThrow().sessions()).isEqualTo(1);
    assertThat(reached.network("loopback").orElseThrow().network().usable()).isTrue();
    assertThat(reached.network("tor")).isEmpty();
    assertThat(reached.store().state()).isEqualTo(StoreView.State.OK);
    assertThat(reached.store().bytes()).isPositive();
    assertThat(reached.traffic().messagesIn()).isPositive();
    assertThat(reached.rejections()).containsOnlyKeys(Rejection.values());
    assertThat(reached.rejections().values()).containsOnly(0L);
    assertThat(reached.uptime()).isPositive();
  }

  @Test
  void peersAndAddressesSayWhoDialledWhom() throws Exception {
    var ann = circle.start("ann");
    var bob = circle.start("bob");
    Circle.connect(ann, bob);

    var fromAnn = ann.peers().getFirst();
    assertThat(fromAnn.id()).isEqualTo(bob.id());
    assertThat(fromAnn.direction()).isEqualTo(PeerView.Direction.OUT);
    assertThat(fromAnn.addresses()).isEqualTo(bob.addresses());
    assertThat(fromAnn.scheme()).isEqualTo("loopback");
    assertThat(bob.peers().getFirst().id()).isEqualTo(ann.id());
    assertThat(bob.peers().getFirst().direction()).isEqualTo(PeerView.Direction.IN);
    assertThat(bob.peers().getFirst().addresses()).isEmpty();
    assertThat(ann.known())
        .containsExactly(
            new AddressView(bob.addresses().getFirst(), AddressView.State.CONNECTED, 0, ""));
  }

  @Test
  void aPeerThatIsAwayIsDialledAgainAndTheStatusSaysWhy() throws Exception {
    var ann = circle.start("ann");
    var bob = circle.start("bob");
    var there = bob.addresses().getFirst();
    circle.stop("bob");

    ann.connect(there);
    Circle.awaitStatus(ann, _ -> ann.known().getFirst().failures() > 0);

    assertThat(ann.known().getFirst().detail()).isNotEmpty();
    assertThat(ann.known().getFirst().state()).isNotEqualTo(AddressView.State.CONNECTED);
  }

  @Test
  void aForgottenAddressLosesItsSessionAndIsNotDialledAgain() throws Exception {
    var ann = circle.start("ann");
    var bob = circle.start("bob");
    Circle.connect(ann, bob);

    ann.forget(bob.addresses().getFirst());

    Circle.awaitStatus(ann, status -> status.sessions() == 0);
    Circle.awaitStatus(bob, status -> status.sessions() == 0);
    assertThat(ann.known()).isEmpty();
  }

  @Test
  void twoNodesThatKnowEachOtherHaveOneSession() throws Exception {
    var ann = circle.start("ann");
    var bob = circle.start("bob");
    ann.connect(bob.addresses().getFirst());
    bob.connect(ann.addresses().getFirst());

    try (var feed = bob.feed(Circle.NEWS)) {
      Circle.awaitStatus(ann, status -> status.sessions() == 1);
      Circle.awaitStatus(bob, status -> status.sessions() == 1);
      var id = ann.publish(Circle.NEWS, HELLO, Circle.HOUR);
      assertThat(Circle.take(feed, 1)).extracting(Item::id).containsExactly(id);
    }
    Circle.awaitStatus(ann, _ -> ann.known().getFirst().state() == AddressView.State.CONNECTED);
    Circle.awaitStatus(bob, _ -> bob.known().getFirst().state() == AddressView.State.CONNECTED);
  }

  @Test
  void anAddressOfAnotherNetworkIsRefused() throws Exception {
    var ann = circle.start("ann");

    assertThatExceptionOfType(NodeException.AddressRejected.class)
        .isThrownBy(() -> ann.connect(Address.of("tor", new byte[35])));
    assertThatExceptionOfType(NodeException.AddressRejected.class)
        .isThrownBy(() -> ann.connect(Address.of("loopback", new byte[3])));
    assertThatExceptionOfType(NodeException.AddressRejected.class)
        .isThrownBy(() -> ann.parse("www.example.com:80"));
    var own = ann.addresses().getFirst();
    assertThat(ann.parse(own.text())).isEqualTo(own);
  }

  @Test
  void aBodyOrALifeOutOfRangeIsAMistakeOfTheCaller() throws Exception {
    var ann = circle.start("ann");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ann.publish(Circle.NEWS, new byte[Item.BODY_MAX + 1], Circle.HOUR));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ann.publish(Circle.NEWS, HELLO, Node.TTL_MAX.plusSeconds(1)));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ann.publish(Circle.NEWS, HELLO, Duration.ZERO));
  }

  @Test
  void aNodeWithoutNetworksKeepsWhatItHas() throws Exception {
    var ann = circle.start("ann", NodeConfig.at(directory.resolve("ann")));

    var id = ann.publish(Circle.NEWS, HELLO, Circle.HOUR);

    assertThat(ann.item(id)).isPresent();
    assertThat(ann.addresses()).isEmpty();
  }

  @Test
  void aNodeThatOnlyDialsCannotBeDialledAndExchangesAllTheSame() throws Exception {
    var bob = circle.start("bob");
    var config =
        NodeConfig.at(directory.resolve("ann"))
            .on(circle.network(new LoopbackProvider()).dialOnly());
    var ann = circle.start("ann", config);
    Circle.connect(ann, bob);
    try (var feed = bob.feed(Circle.NEWS)) {
      var id = ann.publish(Circle.NEWS, HELLO, Circle.HOUR);

      assertThat(Circle.take(feed, 1)).extracting(Item::id).containsExactly(id);
    }
    assertThat(ann.addresses()).isEmpty();
  }
}
