package sotto.tck.cases;

import java.util.ArrayList;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Network;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Level;
import sotto.tck.Profile;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Held;
import sotto.tck.engine.Pair;

/// What is held must not grow with what has passed.
@Group(number = 13, title = "Concurrency and resources")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class HoldingCases {

  private static final int CYCLES = 1000;
  private static final int WARM_UP = 50;
  private static final int FAILURES = 100;

  /// A dial to somebody who left may last as long as it is allowed to.
  private static final int GONE_SHARE = 5;

  private static final int IDLE_LINKS = 48;
  private static final int CHANGES = 300;
  private static final int COUNT_MIN = 10;
  private static final int NETWORK_SHARE = 10;

  /// A few threads and descriptors may come and go by themselves.
  private static final long SLACK = 8;

  /// What a thousand cycles may leave on the heap: 2 KiB for each, which is less than any link.
  private static final long HEAP_GROWTH_MAX = 2 << 20;

  /// What an idle link may cost, both ends together: with it a thousand links fit into 256 MiB.
  private static final long IDLE_LINK_MAX = 256 << 10;

  @Case(number = 134, slow = true, blocking = false)
  @Rule({"N6", "D3"})
  void res_thousandDialCloseCyclesNoGrowth(Bench bench) throws Exception {
    var pair = bench.pair();
    pair.dialled().close();
    pair.accepted().close();
    cycles(bench, pair, scaled(bench, WARM_UP));
    var before = Held.now(bench);
    cycles(bench, pair, scaled(bench, CYCLES));
    unchanged(bench, before, HEAP_GROWTH_MAX, "after many links were opened and closed");
  }

  /// Where every cycle or fault takes a second of a real network's time, a tenth has to do: what
  /// grows faster than this shows, and the rest shows where the same backend runs hermetically.
  private static int scaled(Bench bench, int count) {
    var share = bench.backend().profile() == Profile.HERMETIC ? 1 : NETWORK_SHARE;
    return Math.max(COUNT_MIN, (int) (count / (share * Math.max(1, bench.backend().timeScale()))));
  }

  private static void cycles(Bench bench, Pair pair, int count) throws Exception {
    for (var i = 0; i < count; i++) {
      var next = bench.another(pair);
      if (i % 2 == 0) {
        next.dialled().close();
        next.accepted().close();
      } else {
        next.accepted().abort();
        next.dialled().close();
      }
    }
  }

  private static void unchanged(Bench bench, Held before, long heapMax, String when) {
    var after = Held.settled(bench, before, bench.patience().soon());
    Check.that(
        after.threads() <= before.threads() + SLACK,
        "%d threads more %s (N6)".formatted(after.threads() - before.threads(), when));
    Check.that(
        after.descriptors() <= before.descriptors() + SLACK,
        "%d descriptors more %s (N6)".formatted(after.descriptors() - before.descriptors(), when));
    bench.measured("heap", (double) (after.heap() - before.heap()), "bytes");
    Check.that(
        after.heap() - before.heap() <= heapMax,
        "%d bytes of heap more %s (N6)".formatted(after.heap() - before.heap(), when));
  }

  @Case(number = 135)
  @Rule({"D4", "N6"})
  void res_failedHandshakeReleasesFd(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var listener = bench.listen(far);
    bench.dial(near, listener.address()).close();
    bench.accept(listener).close();
    var gone = listener.address();
    listener.close();
    failing(near, bench, gone, 1);
    var before = Held.now(bench);
    failing(near, bench, gone, scaled(bench, FAILURES) / GONE_SHARE);
    for (var i = 0; i < scaled(bench, FAILURES); i++) {
      Check.fails(
          PeerUnreachable.class,
          "dialling an address where nobody ever listened",
          () -> near.dial(bench.key().address(), Isolation.shared(), bench.patience().dial()));
    }
    unchanged(bench, before, HEAP_GROWTH_MAX, "after many dials failed");
  }

  /// Dials where somebody listened until a moment ago. A network may not know yet, and ask until
  /// the time is over.
  private static void failing(Network near, Bench bench, Address address, int count) {
    for (var i = 0; i < count; i++) {
      var failure =
          Check.fails(
              NetworkException.class,
              "dialling an address where nobody listens",
              () -> near.dial(address, Isolation.shared(), bench.patience().soon()));
      Check.that(
          failure instanceof PeerUnreachable || failure instanceof DialTimeout,
          "nobody listens any more, and dialling says " + failure);
    }
  }

  @Case(number = 136, level = Level.SHOULD, blocking = false)
  @Rule("L2")
  void res_perIdleLinkMemoryBudget(Bench bench) throws Exception {
    var pair = bench.pair();
    cycles(bench, pair, scaled(bench, WARM_UP));
    var before = Held.now(bench);
    var idle = new ArrayList<Pair>();
    for (var i = 0; i < scaled(bench, IDLE_LINKS); i++) {
      idle.add(bench.another(pair));
    }
    var each = (Held.now(bench).heap() - before.heap()) / idle.size();
    bench.measured("idle.link", (double) each, "bytes");
    Check.that(
        each <= IDLE_LINK_MAX,
        "an idle link holds %d bytes of heap, %d should do".formatted(each, IDLE_LINK_MAX));
    idle.forEach(link -> link.dialled().close());
  }

  @Case(number = 137, needs = Fault.DAEMON_GONE, blocking = false)
  @Rule({"S3", "S1"})
  void res_statusHistoryIsBounded(Bench bench) throws Exception {
    var network = bench.network();
    var listener = bench.listen(network);
    change(bench, network, scaled(bench, WARM_UP));
    var before = Held.now(bench);
    var sequence = network.status().sequence();
    change(bench, network, scaled(bench, CHANGES));
    unchanged(bench, before, HEAP_GROWTH_MAX, "after many changes of the status");
    var newest = network.awaitStatus(sequence, bench.patience().soon());
    Check.that(
        newest.sequence() > sequence, "the status changed and its sequence did not grow (S3)");
    Check.equal(
        network.status(), newest, "what a caller gets who was slow: the newest, not the next (S3)");
    Check.equal(
        listener.status(),
        listener.awaitStatus(-1, bench.patience().soon()),
        "what a caller gets who was slow, of a listener");
  }

  private static void change(Bench bench, Network network, int count) throws Exception {
    for (var i = 0; i < count; i++) {
      Daemons.down(bench, Fault.DAEMON_GONE, network);
      Daemons.recovers(bench, network);
    }
  }
}
