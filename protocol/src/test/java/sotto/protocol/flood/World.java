package sotto.protocol.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.Message;

/// Many nodes that flood, in virtual time, with everything drawn from one seed.
///
/// Links bring messages in order, after a while, or lose everything that is under way when they
/// break; nodes crash and come back with what they had kept; the network falls apart and heals.
/// After every event, the node it happened to is checked.
final class World {

  private static final List<PeerId> PEERS = Cast.peers(60);
  private static final Quota ROOMY = new Quota(10_000, 100_000_000);

  final SplittableRandom random;
  final List<WorldNode> nodes = new ArrayList<>();
  final List<Item> published = new ArrayList<>();
  private final Map<Long, WorldLink> links = new LinkedHashMap<>();
  private final PriorityQueue<Due> agenda = new PriorityQueue<>();
  private Instant now = Cast.NOW;
  private long scheduled;
  private long trace;
  private int events;

  private record Due(Instant at, long number, Runnable what) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      var order = at.compareTo(other.at);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }

  /// Makes nodes in a ring with random chords, all of them up.
  World(long seed, int size) {
    random = new SplittableRandom(seed);
    for (var i = 0; i < size; i++) {
      nodes.add(new WorldNode(this, PEERS.get(i), ROOMY));
    }
    for (var i = 0; i < size; i++) {
      join(i, (i + 1) % size);
      join(i, random.nextInt(size));
    }
    nodes.forEach(WorldNode::start);
    links.values().forEach(WorldLink::rise);
  }

  private void join(int a, int b) {
    if (a != b) {
      var latency = Duration.ofMillis(random.nextLong(10, 1_500));
      links.computeIfAbsent(
          Math.min(a, b) * 1_000L + Math.max(a, b),
          _ -> new WorldLink(this, nodes.get(a), nodes.get(b), latency));
    }
  }

  Instant now() {
    return now;
  }

  List<WorldLink> links() {
    return List.copyOf(links.values());
  }

  WorldLink anyLink() {
    return links().get(random.nextInt(links.size()));
  }

  WorldNode anyNode() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  /// Has something happen later.
  void after(Duration wait, Runnable what) {
    at(now.plus(wait), what);
  }

  void at(Instant when, Runnable what) {
    agenda.add(new Due(when, scheduled++, what));
  }

  /// Lets everything happen until a moment.
  void runUntil(Instant end) {
    while (!agenda.isEmpty() && !agenda.element().at().isAfter(end)) {
      var due = agenda.remove();
      now = due.at();
      due.what().run();
    }
    now = end;
  }

  /// Lets two halves lose sight of each other for a while.
  void partition(Duration time) {
    var half = nodes.subList(0, nodes.size() / 2);
    var cut = links().stream().filter(link -> link.joins(half)).toList();
    cut.forEach(link -> link.cut(true));
    after(time, () -> cut.forEach(link -> link.cut(false)));
  }

  /// Ends all trouble: everybody is up and every link works.
  void heal() {
    nodes.forEach(WorldNode::start);
    links.values().forEach(link -> link.cut(false));
  }

  /// Takes part in the trace, by which two runs are compared.
  void happened(WorldNode node, Object what) {
    events++;
    trace = trace * 31 + nodes.indexOf(node);
    trace = trace * 31 + now.toEpochMilli();
    trace = trace * 31 + what.hashCode();
  }

  long trace() {
    return trace;
  }

  int events() {
    return events;
  }

  /// Sends a message on the link between two nodes, if there is one.
  void send(WorldNode from, PeerId to, Message message) {
    var link = from.linkTo(to);
    if (link != null) {
      link.send(from, message);
    }
  }

  /// Checks that everything published and still alive is everywhere.
  void checkCoverage() {
    for (var item : published) {
      if (!item.isExpired(now)) {
        for (var node : nodes) {
          assertThat(node.keeps(item.id())).as("every node keeps every item").isTrue();
        }
      }
    }
  }

  /// Checks that nothing is left anywhere.
  void checkEmpty() {
    for (var node : nodes) {
      assertThat(node.keptCount()).as("what has expired is gone").isZero();
    }
  }
}
