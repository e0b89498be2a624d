package sotto.protocol.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sotto.protocol.Requirement;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.peers.PeersEffect.Close;
import sotto.protocol.peers.PeersEffect.Dial;
import sotto.protocol.peers.PeersEffect.Down;
import sotto.protocol.peers.PeersEffect.Up;
import sotto.protocol.peers.PeersEvent.Accepted;
import sotto.protocol.peers.PeersEvent.Added;
import sotto.protocol.peers.PeersEvent.Blamed;
import sotto.protocol.peers.PeersEvent.Dialled;
import sotto.protocol.peers.PeersEvent.Ended;
import sotto.protocol.peers.PeersEvent.Failed;
import sotto.protocol.peers.PeersEvent.Listening;
import sotto.protocol.peers.PeersEvent.NetworkReady;
import sotto.protocol.peers.PeersEvent.Removed;
import sotto.protocol.peers.PeersEvent.Unfit;
import sotto.protocol.wire.Message.Goodbye.Why;
import sotto.spi.Address;
import sotto.spi.NetworkException.Fault;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkException.Retry;

class PeersTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final PeerId SELF = peer(0);
  private static final PeerId ANN = peer(1);
  private static final PeerId BOB = peer(2);
  private static final Address THERE = address(1);

  private final Peers peers = peersOf(100);

  @Test
  void anAddressThatIsNamedIsDialledAtOnce() {
    assertThat(peers.on(new Added(THERE), NOW)).containsExactly(new Dial(THERE));
    assertThat(peers.wakeAt()).isEqualTo(Instant.MAX);
  }

  @Test
  void anAddressIsDialledOnceAtATime() {
    peers.on(new Added(THERE), NOW);

    assertThat(peers.on(new Added(THERE), NOW)).isEmpty();
    assertThat(peers.wake(NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void anAddressWithASessionIsNotDialled() {
    reach(THERE, ANN, 1);

    assertThat(peers.on(new Added(THERE), NOW)).isEmpty();
    assertThat(peers.wake(NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void ourOwnAddressIsNeverDialled() {
    peers.on(new Listening(THERE), NOW);

    assertThat(peers.on(new Added(THERE), NOW)).isEmpty();
  }

  @Test
  void anAddressThatTurnsOutToBeOursIsForgotten() {
    peers.on(new Added(THERE), NOW);

    assertThat(peers.on(new Dialled(THERE, SELF, session(1)), NOW))
        .containsExactly(new Close(session(1), Why.DUPLICATE));
    assertThat(peers.on(new Added(THERE), NOW)).isEmpty();
    assertThat(peers.on(new Accepted(SELF, session(2)), NOW))
        .containsExactly(new Close(session(2), Why.DUPLICATE));
  }

  @Test
  void waitsGrowBetweenTheirLimitsAndDiffer() {
    peers.on(new Added(THERE), NOW);
    var now = NOW;
    var waits = new ArrayList<Duration>();
    for (var i = 0; i < 200; i++) {
      peers.on(new Failed(THERE, Reason.AWAY), now);
      var due = peers.wakeAt();
      waits.add(Duration.between(now, due));
      assertThat(peers.wake(due.minusMillis(1))).isEmpty();
      assertThat(peers.wake(due)).containsExactly(new Dial(THERE));
      now = due;
    }

    assertThat(waits).allMatch(wait -> wait.compareTo(Place.WAIT_MIN) >= 0);
    assertThat(waits).allMatch(wait -> wait.compareTo(Place.WAIT_MAX) <= 0);
    assertThat(waits.getFirst()).isLessThanOrEqualTo(Place.WAIT_MIN.multipliedBy(3));
    assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofMinutes(5)) > 0);
    assertThat(waits).doesNotHaveDuplicates();
  }

  @Test
  void nodesThatFailTogetherComeBackApart() {
    var other = new Peers(SELF, 100, new SplittableRandom(2));
    for (var node : List.of(peers, other)) {
      node.on(new Added(THERE), NOW);
      node.on(new Failed(THERE, Reason.AWAY), NOW);
    }

    assertThat(peers.wakeAt()).isNotEqualTo(other.wakeAt());
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonHasItsConsequence(Reason reason) {
    peers.on(new Added(THERE), NOW);
    peers.on(new Failed(THERE, reason), NOW);
    var wait =
        Duration.between(
            NOW, peers.wakeAt().isBefore(NOW.plus(Duration.ofDays(1))) ? peers.wakeAt() : NOW);

    switch (reason.retry()) {
      case NEVER, WHEN_READY -> assertThat(peers.wakeAt()).isEqualTo(Instant.MAX);
      case AFTER_CHANGE -> assertThat(wait).isEqualTo(Place.WAIT_MAX);
      case LATER -> {
        if (reason.fault() == Fault.OURS) {
          assertThat(wait).isEqualTo(Place.OUR_WAIT);
        } else {
          assertThat(wait).isBetween(Place.WAIT_MIN, Place.WAIT_MIN.multipliedBy(3));
        }
      }
    }
    assertThat(peers.on(new Added(THERE), NOW)).containsExactly(new Dial(THERE));
  }

  @ParameterizedTest
  @EnumSource
  void ourOwnFaultsNeverCountAgainstAPeer(Reason reason) {
    if (reason.fault() != Fault.OURS || reason.retry() == Retry.NEVER) {
      return;
    }
    peers.on(new Added(THERE), NOW);
    var now = NOW;
    for (var i = 0; i < 50; i++) {
      peers.on(new Failed(THERE, reason), now);
      now = now.plus(Duration.ofHours(1));
      var dials = new ArrayList<>(peers.on(new NetworkReady("test"), now));
      dials.addAll(peers.wake(now));
      assertThat(dials).containsExactly(new Dial(THERE));
    }
    peers.on(new Failed(THERE, Reason.AWAY), now);

    assertThat(Duration.between(now, peers.wakeAt()))
        .isBetween(Place.WAIT_MIN, Place.WAIT_MIN.multipliedBy(3));
  }

  @Test
  void whatWaitsForItsNetworkIsDialledWhenThatIsReady() {
    peers.on(new Added(THERE), NOW);
    peers.on(new Failed(THERE, Reason.NOT_READY), NOW);

    assertThat(peers.on(new NetworkReady("other"), NOW)).isEmpty();
    assertThat(peers.on(new NetworkReady("test"), NOW)).containsExactly(new Dial(THERE));
  }

  @Test
  void whoIsNoPeerIsLeftAlone() {
    peers.on(new Added(THERE), NOW);
    peers.on(new Unfit(THERE), NOW);

    assertThat(peers.wakeAt()).isEqualTo(NOW.plus(Place.BLAMED_WAIT));
  }

  @Test
  void whatIsRemovedIsNotDialledAgain() {
    peers.on(new Added(THERE), NOW);
    peers.on(new Removed(THERE), NOW);

    assertThat(peers.on(new Failed(THERE, Reason.AWAY), NOW)).isEmpty();
    assertThat(peers.wakeAt()).isEqualTo(Instant.MAX);
  }

  @Test
  void aSessionThatEndsIsSoughtAgain() {
    assertThat(reach(THERE, ANN, 1)).containsExactly(new Up(ANN, session(1)));
    var later = NOW.plus(Duration.ofHours(1));

    assertThat(peers.on(new Ended(session(1)), later)).containsExactly(new Down(ANN));
    assertThat(Duration.between(later, peers.wakeAt()))
        .isBetween(Place.WAIT_MIN, Place.WAIT_MIN.multipliedBy(3));
  }

  @Test
  void sessionsThatEndAtOnceMakeTheWaitGrow() {
    peers.on(new Added(THERE), NOW);
    var now = NOW;
    var longest = Duration.ZERO;
    for (var i = 1; i < 100; i++) {
      peers.on(new Dialled(THERE, ANN, session(i)), now);
      peers.on(new Ended(session(i)), now);
      var wait = Duration.between(now, peers.wakeAt());
      longest = wait.compareTo(longest) > 0 ? wait : longest;
      now = peers.wakeAt();
      peers.wake(now);
    }

    assertThat(longest).isGreaterThan(Duration.ofMinutes(5));
  }

  @Test
  void endingWhatWasNotUpChangesNothing() {
    assertThat(peers.on(new Ended(session(1)), NOW)).isEmpty();
  }

  @Test
  @Requirement("B14")
  void whoIsBlamedIsClosedAndStaysOut() {
    reach(THERE, ANN, 1);

    assertThat(peers.on(new Blamed(ANN), NOW))
        .containsExactly(new Close(session(1), Why.OFFENCE), new Down(ANN));
    assertThat(peers.wakeAt()).isEqualTo(NOW.plus(Place.BLAMED_WAIT));
    assertThat(peers.on(new Accepted(ANN, session(2)), NOW.plusSeconds(1)))
        .containsExactly(new Close(session(2), Why.OFFENCE));
    assertThat(peers.on(new Accepted(BOB, session(3)), NOW.plusSeconds(1)))
        .containsExactly(new Up(BOB, session(3)));
    assertThat(peers.on(new Accepted(ANN, session(4)), NOW.plus(Place.BLAMED_WAIT)))
        .contains(new Up(ANN, session(4)));
  }

  @Test
  @Requirement("B14")
  void whoComesWhenWeAreFullIsTurnedAway() {
    var few = peersOf(1);
    few.on(new Accepted(ANN, session(1)), NOW);

    assertThat(few.on(new Accepted(BOB, session(2)), NOW))
        .containsExactly(new Close(session(2), Why.FULL));
    few.on(new Ended(session(1)), NOW);
    assertThat(few.on(new Accepted(BOB, session(3)), NOW)).containsExactly(new Up(BOB, session(3)));
  }

  @Test
  void nobodyIsDialledWhenWeAreFull() {
    var few = peersOf(1);
    few.on(new Accepted(ANN, session(1)), NOW);

    assertThat(few.on(new Added(THERE), NOW)).isEmpty();
    assertThat(few.wakeAt()).isEqualTo(Instant.MAX);
    assertThat(few.on(new Ended(session(1)), NOW)).containsExactly(new Down(ANN), new Dial(THERE));
  }

  @Test
  void whoWasReachedWhenWeHadBecomeFullIsDialledLater() {
    var few = peersOf(1);
    few.on(new Added(THERE), NOW);
    few.on(new Accepted(BOB, session(1)), NOW);

    assertThat(few.on(new Dialled(THERE, ANN, session(2)), NOW))
        .containsExactly(new Close(session(2), Why.FULL));
    assertThat(few.on(new Ended(session(1)), NOW)).containsExactly(new Down(BOB));
    assertThat(few.wake(NOW.plusSeconds(10))).containsExactly(new Dial(THERE));
  }

  @Test
  void onlySoManyAreDialledAtOnce() {
    var dials = 0;
    for (var i = 0; i < 3 * Peers.DIALLING_MAX; i++) {
      dials += peers.on(new Added(address(i)), NOW).size();
    }
    assertThat(dials).isEqualTo(Peers.DIALLING_MAX);

    assertThat(peers.on(new Failed(address(0), Reason.AWAY), NOW))
        .containsExactly(new Dial(address(Peers.DIALLING_MAX)));
  }

  @Test
  void onlySoManyAddressesAreKnown() {
    for (var i = 0; i < Peers.PLACES_MAX; i++) {
      peers.on(new Added(address(i)), NOW);
    }
    var dialled = 0;
    for (var i = 0; i <= Peers.PLACES_MAX; i++) {
      peers.on(new Added(address(i)), NOW);
      dialled += peers.on(new Failed(address(i), Reason.MALFORMED), NOW).size();
    }

    assertThat(dialled).isEqualTo(Peers.PLACES_MAX - Peers.DIALLING_MAX);
  }

  @Test
  void aDialThatFailsAfterThePeerReachedUsIsNotRepeated() {
    reach(THERE, ANN, 1);
    peers.on(new Ended(session(1)), NOW);
    peers.wake(peers.wakeAt());
    peers.on(new Accepted(ANN, session(2)), NOW.plusSeconds(8));

    peers.on(new Failed(THERE, Reason.AWAY), NOW.plusSeconds(9));

    assertThat(peers.wakeAt()).isEqualTo(Instant.MAX);
  }

  private List<PeersEffect> reach(Address address, PeerId peer, int session) {
    peers.on(new Added(address), NOW);
    return peers.on(new Dialled(address, peer, session(session)), NOW);
  }

  private static Peers peersOf(int sessionsMax) {
    return new Peers(SELF, sessionsMax, new SplittableRandom(1));
  }

  static PeerId peer(int number) {
    return Identity.create(new SplittableRandom(number)).id();
  }

  static Bytes session(int number) {
    return Bytes.of((byte) (number >> 8), (byte) number);
  }

  private static Address address(int number) {
    return Address.of("test", new byte[] {(byte) (number >> 8), (byte) number});
  }
}
