package sotto.protocol.flood;

import static org.assertj.core.api.Assertions.assertThat;
import static sotto.protocol.flood.Cast.ANN;
import static sotto.protocol.flood.Cast.BOB;
import static sotto.protocol.flood.Cast.CY;
import static sotto.protocol.flood.Cast.HOUR;
import static sotto.protocol.flood.Cast.NOW;
import static sotto.protocol.flood.Cast.item;
import static sotto.protocol.flood.Cast.items;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sotto.protocol.Requirement;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.flood.FloodEffect.Disconnect;
import sotto.protocol.flood.FloodEffect.Keep;
import sotto.protocol.flood.FloodEffect.Send;
import sotto.protocol.flood.FloodEffect.SendKept;
import sotto.protocol.flood.FloodEvent.Offered;
import sotto.protocol.flood.FloodEvent.PeerDown;
import sotto.protocol.flood.FloodEvent.PeerUp;
import sotto.protocol.flood.FloodEvent.Received;
import sotto.protocol.flood.FloodEvent.Restored;
import sotto.protocol.flood.FloodEvent.Wanted;
import sotto.protocol.store.Kept;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Limits;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Want;

@Requirement("B8")
class CatchUpTest {

  private static final int PAGE = Limits.IDS_MAX;
  private static final List<Item> MANY = items(0, 2 * PAGE + 10);

  private final Flood flood = new Flood(Quota.STANDARD);

  @Test
  void whoKeepsNothingSaysNothing() {
    assertThat(flood.on(new PeerUp(ANN), NOW)).isEmpty();
  }

  @Test
  void aPageWaitsForTheAnswerToTheOneBefore() {
    keep(MANY);

    var first = haves(flood.on(new PeerUp(ANN), NOW));
    assertThat(first).hasSize(1);
    assertThat(first.getFirst().page()).isEqualTo(1);
    assertThat(first.getFirst().ids()).hasSize(PAGE);
    assertThat(flood.on(new Wanted(ANN, new Want(Want.NO_PAGE, List.of())), NOW)).isEmpty();

    var second = haves(flood.on(new Wanted(ANN, new Want(1, List.of())), NOW));
    var third = haves(flood.on(new Wanted(ANN, new Want(2, List.of())), NOW));
    assertThat(flood.on(new Wanted(ANN, new Want(3, List.of())), NOW)).isEmpty();
    assertThat(Stream.of(first, second, third).flatMap(page -> page.getFirst().ids().stream()))
        .containsExactlyInAnyOrderElementsOf(ids(MANY));
  }

  @Test
  void whatIsWantedIsSentInTheOrderOfAskingAfterTheNextPage() {
    keep(MANY);
    flood.on(new PeerUp(ANN), NOW);
    var unknown = item(99_999).id();

    var effects =
        flood.on(
            new Wanted(ANN, new Want(1, List.of(MANY.get(3).id(), unknown, MANY.get(1).id()))),
            NOW);

    assertThat(haves(effects)).hasSize(1);
    assertThat(effects.subList(1, effects.size()))
        .containsExactly(new SendKept(ANN, MANY.get(3).id()), new SendKept(ANN, MANY.get(1).id()));
  }

  @Test
  void whatHasExpiredIsNeitherOfferedNorSent() {
    var brief = item(1, Duration.ofMinutes(1));
    keep(List.of(brief, item(2)));
    var later = NOW.plus(Duration.ofMinutes(1));

    assertThat(haves(flood.on(new PeerUp(ANN), later)).getFirst().ids())
        .containsExactly(item(2).id());
    assertThat(flood.on(new Wanted(ANN, new Want(1, List.of(brief.id()))), later)).isEmpty();
  }

  @Test
  void whatIsOfferedAndMissingIsAskedForInTheAnswer() {
    keep(List.of(item(1)));
    flood.on(new PeerUp(ANN), NOW);

    assertThat(offer(ANN, 1, item(1), item(2), item(3)))
        .containsExactly(new Send(ANN, new Want(1, List.of(item(2).id(), item(3).id()))));
  }

  @Test
  void aPageWithNothingNewIsAnsweredToo() {
    keep(List.of(item(1)));
    flood.on(new PeerUp(ANN), NOW);

    assertThat(offer(ANN, 1, item(1))).containsExactly(new Send(ANN, new Want(1, List.of())));
  }

  @Test
  void whatIsAskedOfOnePeerIsNotAskedOfAnother() {
    up(ANN, BOB);
    offer(ANN, 1, item(1));

    assertThat(offer(BOB, 1, item(1))).containsExactly(new Send(BOB, new Want(1, List.of())));
  }

  @Test
  void whatIsFoundIsToldAndNotPushed() {
    up(ANN, BOB);
    offer(ANN, 1, item(1));

    assertThat(flood.on(new Received(ANN, item(1)), NOW))
        .contains(new Keep(item(1)), new Send(BOB, new Have(1, List.of(item(1).id()))))
        .doesNotContain(new Send(BOB, new Data(item(1))));
  }

  @Test
  void whatIsFoundWhileAPageIsOpenGoesIntoTheNext() {
    up(ANN, BOB);
    offer(ANN, 1, item(1), item(2), item(3));
    flood.on(new Received(ANN, item(1)), NOW);

    assertThat(haves(flood.on(new Received(ANN, item(2)), NOW))).isEmpty();
    assertThat(haves(flood.on(new Received(ANN, item(3)), NOW))).isEmpty();
    assertThat(flood.on(new Wanted(BOB, new Want(1, List.of())), NOW))
        .containsExactly(new Send(BOB, new Have(2, List.of(item(2).id(), item(3).id()))));
  }

  @Test
  void whoOfferedAnItemIsNeitherToldNorSentIt() {
    up(ANN, BOB, CY);
    offer(ANN, 1, item(1));
    offer(BOB, 1, item(1));

    assertThat(flood.on(new Received(CY, item(1)), NOW))
        .noneMatch(effect -> effect instanceof Send send && !send.to().equals(CY));
  }

  @Test
  void whenAPeerGoesWhatItWasAskedForIsAskedOfAnother() {
    up(ANN, BOB);
    offer(ANN, 1, item(1), item(2));
    offer(BOB, 1, item(1));

    assertThat(flood.on(new PeerDown(ANN), NOW))
        .containsExactly(new Send(BOB, new Want(Want.NO_PAGE, List.of(item(1).id()))));
  }

  @Test
  void whatASilentPeerWasAskedForIsAskedOfAnother() {
    up(ANN, BOB);
    offer(ANN, 1, item(1));
    offer(BOB, 1, item(1));
    var end = NOW.plus(Search.ASK_WAIT);

    assertThat(flood.wakeAt()).isEqualTo(end);
    assertThat(flood.wake(end.minusMillis(1))).isEmpty();
    assertThat(flood.wake(end))
        .containsExactly(new Send(BOB, new Want(Want.NO_PAGE, List.of(item(1).id()))));
  }

  @Test
  void aPeerThatKeepsSendingIsNotGivenUp() {
    up(ANN, BOB);
    offer(ANN, 1, item(1), item(2));
    offer(BOB, 1, item(2));
    flood.on(new Received(ANN, item(1)), NOW.plusSeconds(50));

    assertThat(flood.wake(NOW.plus(Search.ASK_WAIT))).isEmpty();
    assertThat(wants(flood.wake(NOW.plusSeconds(50).plus(Search.ASK_WAIT)))).hasSize(1);
  }

  @Test
  void whatWasPassedOverIsAskedOfAnotherAtOnce() {
    up(ANN, BOB);
    offer(ANN, 1, item(1), item(2));
    offer(BOB, 1, item(1));

    assertThat(flood.on(new Received(ANN, item(2)), NOW))
        .contains(new Send(BOB, new Want(Want.NO_PAGE, List.of(item(1).id()))));
  }

  @Test
  void whatNobodyElseOfferedIsAskedForWhenItIsOfferedAgain() {
    up(ANN);
    offer(ANN, 1, item(1));
    flood.wake(NOW.plus(Search.ASK_WAIT));

    assertThat(offer(ANN, 2, item(1)))
        .containsExactly(new Send(ANN, new Want(2, List.of(item(1).id()))));
  }

  @Test
  void noMoreThanAPageIsAskedOfOnePeerBeforeHalfOfItCame() {
    up(ANN);
    offer(ANN, 1, MANY.subList(0, PAGE).toArray(Item[]::new));

    assertThat(offer(ANN, 2, MANY.subList(PAGE, 2 * PAGE).toArray(Item[]::new))).isEmpty();
    for (var item : MANY.subList(0, PAGE / 2 - 1)) {
      assertThat(wants(flood.on(new Received(ANN, item), NOW))).isEmpty();
    }
    var more = wants(flood.on(new Received(ANN, MANY.get(PAGE / 2 - 1)), NOW));
    assertThat(more).hasSize(1);
    assertThat(more.getFirst().page()).isEqualTo(Want.NO_PAGE);
    assertThat(more.getFirst().ids()).hasSize(PAGE / 2);
    for (var item : MANY.subList(PAGE / 2, PAGE - 1)) {
      flood.on(new Received(ANN, item), NOW);
    }
    assertThat(wants(flood.on(new Received(ANN, MANY.get(PAGE - 1)), NOW)))
        .containsExactly(new Want(2, ids(MANY.subList(PAGE + PAGE / 2, 2 * PAGE))));
  }

  @Test
  @Requirement("B14")
  void aPageBeforeOurAnswerIsAnOffence() {
    up(ANN, BOB);
    offer(ANN, 1, MANY.subList(0, PAGE).toArray(Item[]::new));
    offer(ANN, 2, MANY.subList(PAGE, 2 * PAGE).toArray(Item[]::new));

    assertThat(offer(ANN, 3, item(50_000)))
        .containsExactly(new Disconnect(ANN, Offence.PAGE_OUT_OF_TURN));
    assertThat(offer(ANN, 4, item(50_001))).isEmpty();
    assertThat(flood.on(new Received(BOB, item(1)), NOW))
        .noneMatch(effect -> effect instanceof Send send && send.to().equals(ANN));
  }

  @Test
  @Requirement("B14")
  void aPageWithAnotherNumberIsAnOffence() {
    up(ANN);

    assertThat(offer(ANN, 2, item(1)))
        .containsExactly(new Disconnect(ANN, Offence.PAGE_OUT_OF_TURN));
  }

  @Test
  @Requirement("B14")
  void anAnswerToNothingIsAnOffence() {
    up(ANN);

    assertThat(flood.on(new Wanted(ANN, new Want(1, List.of())), NOW))
        .containsExactly(new Disconnect(ANN, Offence.ANSWER_OUT_OF_TURN));
  }

  @Test
  @Requirement("B14")
  void answeringTwiceIsAnOffence() {
    keep(List.of(item(1)));
    up(ANN);
    flood.on(new Wanted(ANN, new Want(1, List.of())), NOW);

    assertThat(flood.on(new Wanted(ANN, new Want(1, List.of())), NOW))
        .containsExactly(new Disconnect(ANN, Offence.ANSWER_OUT_OF_TURN));
  }

  @Test
  void aNewSessionBeginsWithPageOneInBothDirections() {
    keep(List.of(item(1)));
    up(ANN);
    offer(ANN, 1, item(2));

    assertThat(flood.on(new PeerUp(ANN), NOW))
        .containsExactly(new Send(ANN, new Have(1, List.of(item(1).id()))));
    assertThat(offer(ANN, 1, item(2)))
        .containsExactly(new Send(ANN, new Want(1, List.of(item(2).id()))));
  }

  @Test
  void whatCannotBeListedOneByOneIsListedAnew() {
    up(ANN, BOB);
    var from = 10_000;
    offer(BOB, 1, item(from));
    flood.on(new Received(BOB, item(from)), NOW);
    for (var i = 1; i <= Neighbour.TELL_MAX + 1; i++) {
      flood.on(new Offered(BOB, new Have(i + 1, List.of(item(from + i).id()))), NOW);
      flood.on(new Received(BOB, item(from + i)), NOW);
    }

    var told = new HashSet<ItemId>();
    told.add(item(from).id());
    var page = 1;
    var next = haves(flood.on(new Wanted(ANN, new Want(page, List.of())), NOW));
    while (!next.isEmpty()) {
      told.addAll(next.getFirst().ids());
      page++;
      next = haves(flood.on(new Wanted(ANN, new Want(page, List.of())), NOW));
    }
    assertThat(told).hasSize(Neighbour.TELL_MAX + 2);
  }

  @Test
  void whatNobodyWhoIsThereOfferedIsNotWaitedFor() {
    up(ANN);
    offer(ANN, 1, item(1));
    flood.on(new PeerDown(ANN), NOW);

    assertThat(flood.wake(NOW.plus(HOUR))).isEmpty();
    up(BOB);
    assertThat(offer(BOB, 1, item(1)))
        .containsExactly(new Send(BOB, new Want(1, List.of(item(1).id()))));
  }

  private void keep(List<Item> items) {
    flood.on(new Restored(items.stream().map(Kept::of).toList()), NOW);
  }

  private void up(PeerId... peers) {
    for (var peer : peers) {
      flood.on(new PeerUp(peer), NOW);
    }
  }

  private List<FloodEffect> offer(PeerId from, int page, Item... items) {
    return flood.on(new Offered(from, new Have(page, ids(List.of(items)))), NOW);
  }

  private static List<ItemId> ids(List<Item> items) {
    return items.stream().map(Item::id).toList();
  }

  private static List<Have> haves(List<FloodEffect> effects) {
    return effects.stream()
        .flatMap(
            effect ->
                effect instanceof Send(var _, Have have) ? Stream.of(have) : Stream.<Have>empty())
        .toList();
  }

  private static List<Want> wants(List<FloodEffect> effects) {
    return effects.stream()
        .flatMap(
            effect ->
                effect instanceof Send(var _, Want want) ? Stream.of(want) : Stream.<Want>empty())
        .toList();
  }
}
