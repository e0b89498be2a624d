package sotto.protocol.flood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sotto.protocol.flood.Cast.ANN;
import static sotto.protocol.flood.Cast.HOUR;
import static sotto.protocol.flood.Cast.NOW;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import sotto.protocol.Requirement;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.flood.FloodEffect.Decline;
import sotto.protocol.flood.FloodEffect.Deliver;
import sotto.protocol.flood.FloodEffect.Forget;
import sotto.protocol.flood.FloodEffect.Keep;
import sotto.protocol.flood.FloodEffect.Refuse;
import sotto.protocol.flood.FloodEffect.Send;
import sotto.protocol.flood.FloodEvent.Offered;
import sotto.protocol.flood.FloodEvent.PeerUp;
import sotto.protocol.flood.FloodEvent.Published;
import sotto.protocol.flood.FloodEvent.Received;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Want;

@Requirement("B14")
class QuotaTest {

  private static final Quota FOUR = new Quota(4, 1_000_000);

  @Test
  void whatExpiresFirstMakesRoomForWhatLivesLonger() {
    var flood = new Flood(FOUR);
    var brief = of(1, Duration.ofMinutes(1));
    fill(flood, brief, of(2), of(3), of(4));

    assertThat(flood.on(new Received(ANN, of(5)), NOW))
        .containsExactly(new Forget(brief.id()), new Keep(of(5)), new Deliver(of(5)));
    assertThat(flood.items()).isEqualTo(4);
  }

  @Test
  void whatWouldExpireFirstFindsNoRoom() {
    var flood = new Flood(FOUR);
    fill(flood, of(1), of(2), of(3), of(4));
    var brief = of(5, Duration.ofMinutes(1));

    assertThat(flood.on(new Received(ANN, brief), NOW))
        .containsExactly(new Decline(ANN, brief.id(), Refusal.NO_ROOM));
    assertThat(flood.on(new Published(brief, new Ticket(1)), NOW))
        .containsExactly(new Refuse(new Ticket(1), Refusal.NO_ROOM));
  }

  @Test
  void bytesAreBoundedToo() {
    var flood = new Flood(new Quota(100, 4_000));
    var random = new SplittableRandom(5);
    for (var i = 0; i < 100; i++) {
      var body = Bytes.owned(new byte[random.nextInt(700)]);
      var ttl = Duration.ofMinutes(random.nextInt(1, 100));
      flood.on(new Received(ANN, Cast.item(Cast.identity(i), i, NOW, ttl, body)), NOW);

      assertThat(flood.bytes()).isLessThanOrEqualTo(4_000);
    }
    assertThat(flood.bytes()).isGreaterThan(3_000);
  }

  @Test
  void oneOwnerCannotTakeTheWholeStore() {
    var flood = new Flood(new Quota(40, 1_000_000));
    fill(flood, of(500));
    for (var i = 0; i < 10; i++) {
      assertThat(flood.on(new Received(ANN, Cast.item(i)), NOW)).contains(new Keep(Cast.item(i)));
    }

    assertThat(flood.on(new Received(ANN, Cast.item(10)), NOW))
        .containsExactly(new Decline(ANN, Cast.item(10).id(), Refusal.SHARE_USED));
    assertThat(flood.on(new Received(ANN, of(501)), NOW)).contains(new Keep(of(501)));
  }

  @Test
  void whatFoundNoRoomIsNotAskedForUntilThereIsSome() {
    var flood = new Flood(FOUR);
    fill(flood, of(1), of(2), of(3), of(4));
    var brief = of(5, Duration.ofMinutes(1));
    flood.on(new Received(ANN, brief), NOW);
    flood.on(new PeerUp(ANN), NOW);

    assertThat(flood.on(new Offered(ANN, new Have(1, List.of(brief.id()))), NOW))
        .containsExactly(new Send(ANN, new Want(1, List.of())));
    flood.wake(NOW.plus(HOUR));
    assertThat(flood.on(new Offered(ANN, new Have(2, List.of(brief.id()))), NOW))
        .containsExactly(new Send(ANN, new Want(2, List.of(brief.id()))));
  }

  @Test
  void aQuotaHasLimitsItself() {
    assertThatThrownBy(() -> new Quota(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Quota(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Quota(Quota.ITEMS_MAX + 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void fill(Flood flood, Item... items) {
    for (var item : items) {
      assertThat(flood.on(new Received(ANN, item), NOW)).contains(new Keep(item));
    }
  }

  /// Returns an item of an owner of its own.
  private static Item of(int number) {
    return of(number, HOUR);
  }

  private static Item of(int number, Duration ttl) {
    Identity owner = Cast.identity(5_000 + number);
    return Cast.item(owner, number, NOW, ttl, Bytes.EMPTY);
  }
}
