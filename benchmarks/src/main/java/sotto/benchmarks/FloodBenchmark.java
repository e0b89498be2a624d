package sotto.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.flood.Flood;
import sotto.protocol.flood.FloodEffect;
import sotto.protocol.flood.FloodEvent.PeerUp;
import sotto.protocol.flood.FloodEvent.Received;
import sotto.protocol.flood.Quota;
import sotto.protocol.flood.Seen;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.Topic;

/// How long does one item keep the node's only protocol thread busy?
///
/// At 8 peers and 1 kB an item, 1 MB/s is 1,000 items a second, each arriving up to 8 times: 1 ms
/// for one new item and 7 duplicates. The check of the signature (80 µs) is done by the readers, so
/// the machine should stay below 10 µs for a new item and 0.5 µs for a duplicate: two millions a
/// second.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FloodBenchmark {

  private static final int ITEMS = 1_000;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /// How many peers an item is passed on to.
  @Param({"8", "64"})
  public int peers;

  private final List<Item> items = items();
  private final List<PeerId> names = new ArrayList<>();
  private final Seen seen = new Seen();
  private @Nullable Flood full;
  private @Nullable Flood empty;

  /// Makes the peers, and a flood that knows all items.
  @Setup
  public void prepare() {
    for (var i = 0; i < peers; i++) {
      names.add(Identity.create(new Random(1_000 + i)).id());
    }
    full = flood();
    for (var item : items) {
      full.on(new Received(names.getFirst(), item), NOW);
      seen.add(item.id());
    }
  }

  /// Makes a flood that knows none.
  @Setup(Level.Invocation)
  public void forget() {
    empty = flood();
  }

  /// Items never seen before: kept, delivered and passed on to every peer but one.
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public int fresh() {
    return take(empty);
  }

  /// Items that the machine knows.
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public int duplicate() {
    return take(full);
  }

  /// Items that a reader finds among those seen, so that the machine does not hear of them.
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public int duplicateAtTheReader() {
    var known = 0;
    for (var item : items) {
      known += seen.contains(item.id()) ? 1 : 0;
    }
    return known;
  }

  private int take(@Nullable Flood flood) {
    var effects = 0;
    var from = names.getLast();
    if (flood != null) {
      for (var item : items) {
        List<FloodEffect> asked = flood.on(new Received(from, item), NOW);
        effects += asked.size();
      }
    }
    return effects;
  }

  private Flood flood() {
    var flood = new Flood(Quota.STANDARD);
    names.forEach(peer -> flood.on(new PeerUp(peer), NOW));
    return flood;
  }

  private static List<Item> items() {
    var random = new Random(5);
    var owner = Identity.create(random);
    var items = new ArrayList<Item>();
    for (var i = 0; i < ITEMS; i++) {
      var body = new byte[1_000];
      random.nextBytes(body);
      items.add(
          Item.create(owner, new Topic(1), i + 1, NOW, Duration.ofHours(1), Bytes.owned(body)));
    }
    return items;
  }
}
