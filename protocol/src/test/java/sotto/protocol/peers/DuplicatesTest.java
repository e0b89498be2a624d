package sotto.protocol.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.peers.PeersEffect.Close;
import sotto.protocol.peers.PeersEffect.Dial;
import sotto.protocol.peers.PeersEffect.Down;
import sotto.protocol.peers.PeersEffect.Up;
import sotto.protocol.peers.PeersEvent.Accepted;
import sotto.protocol.peers.PeersEvent.Added;
import sotto.protocol.peers.PeersEvent.Dialled;
import sotto.protocol.peers.PeersEvent.Ended;
import sotto.protocol.wire.Message.Goodbye.Why;
import sotto.spi.Address;

/// Two sessions between the same two nodes: trap T24.
class DuplicatesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final PeerId ANN = PeersTest.peer(1);
  private static final Bytes SMALL = PeersTest.session(1);
  private static final Bytes LARGE = PeersTest.session(2);

  private final Peers peers = new Peers(PeersTest.peer(0), 100, new SplittableRandom(1));

  @Test
  void ofTwoAtTheSameTimeTheSmallerStaysWhicheverCameFirst() {
    peers.on(new Accepted(ANN, SMALL), NOW);
    assertThat(peers.on(new Accepted(ANN, LARGE), NOW.plus(Peers.SIMULTANEOUS_MAX)))
        .containsExactly(new Close(LARGE, Why.DUPLICATE));

    var other = new Peers(PeersTest.peer(0), 100, new SplittableRandom(1));
    other.on(new Accepted(ANN, LARGE), NOW);
    assertThat(other.on(new Accepted(ANN, SMALL), NOW))
        .containsExactly(new Close(LARGE, Why.DUPLICATE), new Down(ANN), new Up(ANN, SMALL));
  }

  @Test
  void anOlderOneGivesWayBecauseItMayBeDead() {
    peers.on(new Accepted(ANN, SMALL), NOW);

    assertThat(peers.on(new Accepted(ANN, LARGE), NOW.plus(Peers.SIMULTANEOUS_MAX).plusMillis(1)))
        .containsExactly(new Close(SMALL, Why.DUPLICATE), new Down(ANN), new Up(ANN, LARGE));
  }

  @Test
  void theEndOfTheOneThatWasClosedChangesNothing() {
    peers.on(new Accepted(ANN, LARGE), NOW);
    peers.on(new Accepted(ANN, SMALL), NOW);

    assertThat(peers.on(new Ended(LARGE), NOW)).isEmpty();
    assertThat(peers.on(new Ended(SMALL), NOW)).containsExactly(new Down(ANN));
  }

  /// Two nodes that dial each other at about the same time, over links of any latency, thousands of
  /// times: in the end both have the same single session.
  @Test
  void twoNodesThatDialEachOtherEndUpWithOneSession() {
    for (var seed = 0; seed < 5_000; seed++) {
      var pair = new Pair(seed);
      pair.run();

      assertThat(pair.current.get(0)).as("seed %d", seed).isNotNull();
      assertThat(pair.current.get(0)).as("seed %d", seed).isEqualTo(pair.current.get(1));
      assertThat(pair.open).as("seed %d", seed).containsExactly(pair.current.get(0));
    }
  }

  /// Two nodes and the way between them.
  private static final class Pair {

    private record Due(Instant at, long number, Runnable what) implements Comparable<Due> {
      @Override
      public int compareTo(Due other) {
        var order = at.compareTo(other.at);
        return order != 0 ? order : Long.compare(number, other.number);
      }
    }

    private final SplittableRandom random;
    private final List<Peers> nodes = new ArrayList<>();
    private final Map<Integer, Bytes> current = new HashMap<>();
    private final Set<Bytes> open = new HashSet<>();
    private final PriorityQueue<Due> agenda = new PriorityQueue<>();
    private Instant now = NOW;
    private long scheduled;
    private int sessions;

    Pair(long seed) {
      random = new SplittableRandom(seed);
      for (var i = 0; i < 2; i++) {
        nodes.add(new Peers(PeersTest.peer(i), 100, new SplittableRandom(seed * 2 + i)));
        var node = i;
        after(8_000, () -> on(node, new Added(addressOf(1 - node))));
      }
    }

    void run() {
      var end = NOW.plus(Duration.ofMinutes(10));
      while (true) {
        var waking = nodes.get(0).wakeAt();
        var other = nodes.get(1).wakeAt();
        waking = other.isBefore(waking) ? other : waking;
        if (!agenda.isEmpty() && !agenda.element().at().isAfter(waking)) {
          now = agenda.element().at();
          agenda.remove().what().run();
        } else if (waking.isBefore(end)) {
          now = waking.isAfter(now) ? waking : now;
          perform(0, nodes.get(0).wake(now));
          perform(1, nodes.get(1).wake(now));
        } else {
          return;
        }
      }
    }

    private void on(int node, PeersEvent event) {
      perform(node, nodes.get(node).on(event, now));
    }

    private void perform(int node, List<PeersEffect> effects) {
      for (var effect : effects) {
        switch (effect) {
          case Dial(var address) -> dial(node, address);
          case Up(var _, var session) -> current.put(node, session);
          case Down _ -> current.remove(node);
          case Close(var session, var _) -> {
            open.remove(session);
            after(2_000, () -> on(0, new Ended(session)));
            after(2_000, () -> on(1, new Ended(session)));
          }
        }
      }
    }

    private void dial(int node, Address address) {
      var bytes = new byte[4];
      random.nextBytes(bytes);
      bytes[3] = (byte) sessions++;
      var session = Bytes.of(bytes);
      after(
          10_000,
          () -> {
            open.add(session);
            on(1 - node, new Accepted(PeersTest.peer(node), session));
            after(2_000, () -> dialled(node, address, session));
          });
    }

    private void dialled(int node, Address address, Bytes session) {
      on(node, new Dialled(address, PeersTest.peer(1 - node), session));
      if (!open.contains(session)) {
        on(node, new Ended(session));
      }
    }

    private void after(long millisMax, Runnable what) {
      agenda.add(new Due(now.plusMillis(random.nextLong(millisMax)), scheduled++, what));
    }

    private static Address addressOf(int node) {
      return Address.of("test", new byte[] {(byte) node});
    }
  }
}
