package sotto.backend.loopback.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;

class TroubleTest extends FabricTrial {

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
}
