package sotto.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sotto.backend.loopback.fabric.Fabric;
import sotto.backend.loopback.fabric.Personality;
import sotto.protocol.Saboteur.Misdeed;
import sotto.spi.NetworkProvider;

/// A node on a backend whose links break: it costs links, and never the node.
@Timeout(90)
class StrangersLinksTest {

  @TempDir Path directory;

  private final Fabric fabric = Fabric.real(Personality.INSTANT, 7);
  private final Saboteur saboteur = new Saboteur(fabric.provider());
  private final List<Node> nodes = new ArrayList<>();
  private int bodies;

  @AfterEach
  void close() {
    nodes.forEach(Node::close);
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_THROWS", "READ_CLAIMS_TOO_MUCH", "WRITE_THROWS"})
  void aLinkThatBreaksInASessionCostsTheSessionAndIsCounted(Misdeed misdeed) throws Exception {
    var ann = start("ann", saboteur);
    var bob = start("bob", fabric.provider());
    Circle.connect(ann, bob);
    // Until the first messages are through, so that it is a session that breaks.
    exchange(ann, bob);

    saboteur.next().set(misdeed);
    ann.publish(Circle.NEWS, another(), Circle.HOUR);
    bob.publish(Circle.NEWS, another(), Circle.HOUR);

    Circle.awaitStatus(ann, status -> status.rejections().get(Rejection.LINK_BROKEN) == 1);
    exchange(ann, bob);
    assertThat(ann.status().rejections().get(Rejection.LINK_BROKEN)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_BRINGS_NOTHING"})
  void aLinkThatBreaksInAHandshakeIsCountedAndDialledAgain(Misdeed misdeed) throws Exception {
    var ann = start("ann", saboteur);
    var bob = start("bob", fabric.provider());
    saboteur.next().set(misdeed);

    ann.connect(bob.addresses().getFirst());

    Circle.awaitStatus(ann, status -> status.rejections().get(Rejection.LINK_BROKEN) == 1);
    exchange(ann, bob);
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE_TAKES_TOO_LITTLE"})
  void aLinkThatArrivesAndBreaksIsCounted(Misdeed misdeed) throws Exception {
    var ann = start("ann", saboteur);
    var bob = start("bob", fabric.provider());
    saboteur.next().set(misdeed);

    bob.connect(ann.addresses().getFirst());

    Circle.awaitStatus(ann, status -> status.rejections().get(Rejection.LINK_BROKEN) == 1);
    exchange(ann, bob);
  }

  @Test
  void aLinkThatThrowsWhenItIsClosedIsClosedAllTheSame() throws Exception {
    var ann = start("ann", saboteur);
    var bob = start("bob", fabric.provider());
    Circle.connect(ann, bob);
    saboteur.next().set(Misdeed.CLOSE_THROWS);

    ann.forget(bob.addresses().getFirst());

    Circle.awaitStatus(ann, status -> status.sessions() == 0);
    Circle.awaitStatus(bob, status -> status.sessions() == 0);
    ann.connect(bob.addresses().getFirst());
    exchange(ann, bob);
  }

  /// Publishes at each node what the other gets, which takes a node that runs and a session.
  private void exchange(Node one, Node other) throws Exception {
    try (var here = one.feed(Circle.NEWS);
        var there = other.feed(Circle.NEWS)) {
      var mine = one.publish(Circle.NEWS, another(), Circle.HOUR);
      var theirs = other.publish(Circle.NEWS, another(), Circle.HOUR);
      takeUntil(there, mine);
      takeUntil(here, theirs);
    }
  }

  private static void takeUntil(Feed feed, ItemId id) throws Exception {
    while (!Circle.take(feed, 1).getFirst().id().equals(id)) {
      // One that was published before.
    }
  }

  /// The same body twice in one second would be the same item.
  private byte[] another() {
    return new byte[++bodies];
  }

  private Node start(String name, NetworkProvider provider) throws Exception {
    var node = Node.start(NodeConfig.at(directory.resolve(name)).on(provider));
    nodes.add(node);
    return node;
  }
}
