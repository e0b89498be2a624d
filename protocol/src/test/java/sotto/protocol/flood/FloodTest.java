package sotto.protocol.flood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sotto.protocol.flood.Cast.ANN;
import static sotto.protocol.flood.Cast.BOB;
import static sotto.protocol.flood.Cast.CY;
import static sotto.protocol.flood.Cast.HOUR;
import static sotto.protocol.flood.Cast.NOW;
import static sotto.protocol.flood.Cast.item;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import sotto.protocol.Requirement;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.flood.FloodEffect.Acknowledge;
import sotto.protocol.flood.FloodEffect.Decline;
import sotto.protocol.flood.FloodEffect.Deliver;
import sotto.protocol.flood.FloodEffect.Forget;
import sotto.protocol.flood.FloodEffect.Keep;
import sotto.protocol.flood.FloodEffect.Refuse;
import sotto.protocol.flood.FloodEffect.Send;
import sotto.protocol.flood.FloodEvent.PeerDown;
import sotto.protocol.flood.FloodEvent.PeerUp;
import sotto.protocol.flood.FloodEvent.Published;
import sotto.protocol.flood.FloodEvent.Received;
import sotto.protocol.flood.FloodEvent.Restored;
import sotto.protocol.flood.FloodEvent.Unkept;
import sotto.protocol.store.Kept;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Have;

class FloodTest {

  private static final Item HELLO = item(1);
  private static final Ticket TICKET = new Ticket(42);

  private final Flood flood = new Flood(Quota.STANDARD);

  @Test
  @Requirement("B1")
  void anItemGoesToEveryPeerButTheOneItCameFrom() {
    up(ANN, BOB, CY);

    assertThat(flood.on(new Received(ANN, HELLO), NOW))
        .containsExactly(
            new Keep(HELLO),
            new Deliver(HELLO),
            new Send(BOB, new Data(HELLO)),
            new Send(CY, new Data(HELLO)));
  }

  @Test
  @Requirement("B1")
  void aPublishedItemGoesToEveryPeer() {
    up(ANN, BOB);

    assertThat(flood.on(new Published(HELLO, TICKET), NOW))
        .containsExactly(
            new Keep(HELLO),
            new Acknowledge(TICKET, 2),
            new Deliver(HELLO),
            new Send(ANN, new Data(HELLO)),
            new Send(BOB, new Data(HELLO)));
  }

  @Test
  void aPublicationIsAcknowledgedOnlyAfterItIsKept() {
    var effects = flood.on(new Published(HELLO, TICKET), NOW);

    assertThat(effects).containsSubsequence(new Keep(HELLO), new Acknowledge(TICKET, 0));
  }

  @Test
  void anItemThatIsKeptGoesNowhere() {
    up(ANN, BOB);
    flood.on(new Received(ANN, HELLO), NOW);

    assertThat(flood.on(new Received(BOB, HELLO), NOW)).isEmpty();
    assertThat(flood.on(new Received(ANN, HELLO), NOW)).isEmpty();
    assertThat(flood.items()).isEqualTo(1);
  }

  @Test
  void publishingTwiceIsAcknowledgedTwiceAndSentOnce() {
    up(ANN);
    flood.on(new Published(HELLO, TICKET), NOW);

    assertThat(flood.on(new Published(HELLO, new Ticket(43)), NOW))
        .containsExactly(new Acknowledge(new Ticket(43), 1));
  }

  @Test
  void nothingIsSentToAPeerThatIsGone() {
    up(ANN, BOB);
    flood.on(new PeerDown(BOB), NOW);

    assertThat(flood.on(new Published(HELLO, TICKET), NOW))
        .doesNotContain(new Send(BOB, new Data(HELLO)))
        .contains(new Acknowledge(TICKET, 1));
  }

  @Test
  void whatASessionThatIsGoneStillBroughtIsKept() {
    up(ANN, BOB);
    flood.on(new PeerDown(ANN), NOW);

    assertThat(flood.on(new Received(ANN, HELLO), NOW))
        .contains(new Keep(HELLO), new Send(BOB, new Data(HELLO)));
  }

  @Test
  @Requirement("B3")
  void anItemIsForgottenAtItsExpiryWithoutAnyMessage() {
    up(ANN);
    flood.on(new Received(ANN, HELLO), NOW);

    assertThat(flood.wakeAt()).isEqualTo(NOW.plus(HOUR));
    assertThat(flood.wake(NOW.plus(HOUR).minusMillis(1))).isEmpty();
    assertThat(flood.wake(NOW.plus(HOUR))).containsExactly(new Forget(HELLO.id()));
    assertThat(flood.items()).isZero();
    assertThat(flood.bytes()).isZero();
    assertThat(flood.wakeAt()).isEqualTo(Instant.MAX);
  }

  @Test
  @Requirement("B3")
  void whatIsDueIsDoneBeforeAnEvent() {
    flood.on(new Received(ANN, HELLO), NOW);

    assertThat(flood.on(new PeerUp(BOB), NOW.plus(HOUR))).containsExactly(new Forget(HELLO.id()));
  }

  @Test
  @Requirement("B3")
  void manyItemsExpireInParts() {
    var rows = Cast.items(0, Shelf.EXPIRING_MAX + 1).stream().map(Kept::of).toList();
    flood.on(new Restored(rows), NOW);

    assertThat(flood.wake(NOW.plus(HOUR))).hasSize(Shelf.EXPIRING_MAX);
    assertThat(flood.wakeAt()).isEqualTo(NOW.plus(HOUR));
    assertThat(flood.wake(NOW.plus(HOUR))).hasSize(1);
    assertThat(flood.items()).isZero();
  }

  @Test
  @Requirement("B18")
  void anExpiredItemIsDeclinedWithoutBlame() {
    up(ANN, BOB);

    assertThat(flood.on(new Received(ANN, HELLO), NOW.plus(HOUR)))
        .containsExactly(new Decline(ANN, HELLO.id(), Refusal.EXPIRED));
  }

  @Test
  @Requirement("B18")
  void anItemFromTheFutureIsDeclinedWithoutBlame() {
    var early = NOW.minus(Duration.ofMinutes(10));
    up(ANN, BOB);

    assertThat(flood.on(new Received(ANN, HELLO), early.minusSeconds(1)))
        .containsExactly(new Decline(ANN, HELLO.id(), Refusal.FROM_THE_FUTURE));
    assertThat(flood.on(new Received(ANN, HELLO), early)).contains(new Keep(HELLO));
  }

  @Test
  void ourOwnExpiredItemIsRefused() {
    assertThat(flood.on(new Published(HELLO, TICKET), NOW.plus(HOUR)))
        .containsExactly(new Refuse(TICKET, Refusal.EXPIRED));
  }

  @Test
  @Requirement("B3")
  void anExpiredItemDoesNotComeBackWhenTheClockGoesBack() {
    flood.on(new Received(ANN, HELLO), NOW);
    flood.wake(NOW.plus(HOUR));

    assertThat(flood.on(new Received(ANN, HELLO), NOW))
        .containsExactly(new Decline(ANN, HELLO.id(), Refusal.EXPIRED));
  }

  @Test
  void aClockThatWasWrongByMoreThanHoursDoesNotKeepItemsOut() {
    flood.on(new Received(ANN, HELLO), NOW);
    flood.wake(NOW.plus(Duration.ofDays(1)));

    assertThat(flood.on(new Received(ANN, item(2)), NOW)).contains(new Keep(item(2)));
  }

  @Test
  @Requirement("B8")
  void whatWasKeptBeforeARestartIsOfferedAgain() {
    flood.on(new Restored(List.of(Kept.of(HELLO))), NOW);

    assertThat(flood.on(new PeerUp(ANN), NOW))
        .containsExactly(new Send(ANN, new Have(1, List.of(HELLO.id()))));
    assertThat(flood.on(new Received(ANN, HELLO), NOW)).isEmpty();
  }

  @Test
  void whatExpiredWhileWeWereDownIsForgotten() {
    flood.on(new Restored(List.of(Kept.of(HELLO))), NOW.plus(HOUR));

    assertThat(flood.wake(NOW.plus(HOUR))).containsExactly(new Forget(HELLO.id()));
  }

  @Test
  void restoringAfterPeersCameIsOurOwnFault() {
    up(ANN);

    assertThatThrownBy(() -> flood.on(new Restored(List.of()), NOW))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatTheStoreCouldNotKeepIsNotOfferedOrAskedForAgain() {
    up(ANN);
    flood.on(new Received(ANN, HELLO), NOW);
    flood.on(new Unkept(List.of(HELLO.id())), NOW);

    assertThat(flood.items()).isZero();
    assertThat(flood.on(new PeerUp(BOB), NOW)).isEmpty();
  }

  @Test
  void theSameEventsGiveTheSameEffects() {
    var other = new Flood(Quota.STANDARD);
    var events =
        List.of(
            new PeerUp(ANN),
            new PeerUp(BOB),
            new Published(HELLO, TICKET),
            new Received(BOB, item(2)),
            new PeerDown(ANN));

    for (var event : events) {
      assertThat(flood.on(event, NOW)).isEqualTo(other.on(event, NOW));
    }
  }

  @Test
  void anItemOfTheLargestSizeIsLikeAnyOther() {
    var large = item(Cast.OWNER, 1, NOW, HOUR, Bytes.owned(new byte[64 * 1024]));
    up(ANN, BOB);

    assertThat(flood.on(new Received(ANN, large), NOW))
        .contains(new Keep(large), new Send(BOB, new Data(large)));
  }

  private void up(PeerId... peers) {
    for (var peer : peers) {
      flood.on(new PeerUp(peer), NOW);
    }
  }
}
