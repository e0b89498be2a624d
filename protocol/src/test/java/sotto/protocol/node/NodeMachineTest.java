package sotto.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.flood.Flood;
import sotto.protocol.flood.Quota;
import sotto.protocol.flood.Ticket;
import sotto.protocol.node.NodeEffect.Acknowledge;
import sotto.protocol.node.NodeEffect.Blame;
import sotto.protocol.node.NodeEffect.Close;
import sotto.protocol.node.NodeEffect.Deliver;
import sotto.protocol.node.NodeEffect.Dial;
import sotto.protocol.node.NodeEffect.Keep;
import sotto.protocol.node.NodeEffect.Send;
import sotto.protocol.node.NodeEvent.Accepted;
import sotto.protocol.node.NodeEvent.Added;
import sotto.protocol.node.NodeEvent.Brought;
import sotto.protocol.node.NodeEvent.Dialled;
import sotto.protocol.node.NodeEvent.Ended;
import sotto.protocol.node.NodeEvent.Published;
import sotto.protocol.node.NodeEvent.Removed;
import sotto.protocol.node.NodeEvent.Said;
import sotto.protocol.peers.Peers;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Goodbye;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Hello;
import sotto.protocol.wire.Topic;
import sotto.spi.Address;

class NodeMachineTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Hello HELLO = new Hello(1, 0);
  private static final Bytes ONE = Bytes.of((byte) 1);
  private static final Bytes TWO = Bytes.of((byte) 2);
  private static final Address THERE = Address.of("loopback", new byte[32]);

  private final Identity self = Identity.create(new Random(1));
  private final Identity ann = Identity.create(new Random(2));
  private final Identity bob = Identity.create(new Random(3));
  private final NodeMachine machine =
      new NodeMachine(new Peers(self.id(), 8, new Random(4)), new Flood(Quota.STANDARD));

  @Test
  void theFirstThingSaidInASessionIsHello() {
    assertThat(machine.on(new Accepted(ann.id(), ONE), NOW))
        .first()
        .isEqualTo(new Send(ONE, HELLO));
  }

  @Test
  void whatAPeerBringsIsKeptDeliveredAndPassedOn() {
    greeted(ann, ONE);
    greeted(bob, TWO);
    var item = item(ann);

    var effects = machine.on(new Brought(ONE, item), NOW);

    assertThat(effects).containsSubsequence(new Keep(item), new Deliver(item));
    assertThat(later(effects)).contains(new Send(TWO, new Data(item)));
  }

  @Test
  void ownItemsTakeTheSameWayAsThoseOfOthers() {
    greeted(ann, ONE);
    greeted(bob, TWO);
    var item = item(self);

    var effects = machine.on(new Published(item, new Ticket(1)), NOW);

    assertThat(effects).containsSubsequence(new Keep(item), new Acknowledge(new Ticket(1)));
    assertThat(later(effects))
        .contains(new Send(ONE, new Data(item)), new Send(TWO, new Data(item)));
  }

  @Test
  void whoeverSpeaksBeforeHelloIsSentAway() {
    machine.on(new Accepted(ann.id(), ONE), NOW);

    var effects = machine.on(new Said(ONE, new Have(1, List.of(item(ann).id()))), NOW);

    assertThat(effects)
        .contains(new Blame(ONE, Cause.MESSAGE_MALFORMED), new Close(ONE, Goodbye.Why.OFFENCE));
  }

  @Test
  void whoeverBringsBeforeHelloIsSentAwayAndTheItemToo() {
    machine.on(new Accepted(ann.id(), ONE), NOW);
    var item = item(ann);

    assertThat(machine.on(new Brought(ONE, item), NOW))
        .contains(new Blame(ONE, Cause.MESSAGE_MALFORMED))
        .doesNotContain(new Keep(item));
  }

  @Test
  void aSecondHelloIsAnOffence() {
    greeted(ann, ONE);

    assertThat(machine.on(new Said(ONE, HELLO), NOW))
        .contains(new Blame(ONE, Cause.MESSAGE_MALFORMED));
  }

  @Test
  void aPageOutOfTurnIsAnOffence() {
    greeted(ann, ONE);
    var id = new ItemId(Bytes.owned(new byte[32]));

    assertThat(machine.on(new Said(ONE, new Have(9, List.of(id))), NOW))
        .contains(new Blame(ONE, Cause.PEER_OUT_OF_TURN), new Close(ONE, Goodbye.Why.OFFENCE));
  }

  @Test
  void goodbyeEndsASessionAndIsNoOffence() {
    greeted(ann, ONE);

    assertThat(machine.on(new Said(ONE, new Goodbye(Goodbye.Why.STOPPING)), NOW))
        .containsExactly(new Close(ONE, Goodbye.Why.UNSAID));
  }

  @Test
  void whatWasSaidInASessionThatHasEndedIsNotHeard() {
    greeted(ann, ONE);
    machine.on(new Ended(ONE), NOW);
    var item = item(ann);

    assertThat(machine.on(new Brought(ONE, item), NOW)).isEmpty();
    assertThat(machine.on(new Said(ONE, HELLO), NOW)).isEmpty();
  }

  @Test
  void anAddressIsDialledAndOnceForgottenItsSessionEnds() {
    assertThat(machine.on(new Added(THERE), NOW)).contains(new Dial(THERE));
    machine.on(new Dialled(THERE, ann.id(), ONE), NOW);

    assertThat(machine.on(new Removed(THERE), NOW)).contains(new Close(ONE, Goodbye.Why.UNSAID));
  }

  private void greeted(Identity peer, Bytes session) {
    machine.on(new Accepted(peer.id(), session), NOW);
    machine.on(new Said(session, HELLO), NOW);
  }

  /// What is done at once and what is done within a minute, for some of it may wait.
  private List<NodeEffect> later(List<NodeEffect> effects) {
    var all = new ArrayList<>(effects);
    all.addAll(machine.wake(NOW.plus(Duration.ofMinutes(1))));
    return all;
  }

  private static Item item(Identity owner) {
    return Item.create(owner, new Topic(1), 1, NOW, Duration.ofHours(1), Bytes.EMPTY);
  }
}
