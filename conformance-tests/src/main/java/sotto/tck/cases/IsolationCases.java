package sotto.tck.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.Trait;
import sotto.tck.Case;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Skip;
import sotto.tck.engine.Streams;
import sotto.tck.engine.Task;

/// Whom dials show, and what can be linked with what, as far as a peer can see.
@Group(number = 10, title = "Isolation")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class IsolationCases {

  private static final int DIALS = 8;

  /// A network that promises more identities than this is not filled up.
  private static final int LIMIT_TRIED_MAX = 128;

  /// Two random identifiers of 32 bytes differ in fewer bits once in more than 2^100 tries.
  private static final int BITS_APART_MIN = 16;

  @Case(number = 101)
  @Rule("I1")
  void isolation_differentLabelsNeverShare(Bench bench) throws Exception {
    var sources = Sources.on(bench);
    var one = Isolation.labelled("one");
    var two = Isolation.labelled("two");
    try (var first = sources.call(one);
        var second = sources.call(two);
        var shared = sources.call(Isolation.shared());
        var again = sources.call(Isolation.labelled("one"))) {
      if (!sources.visible()) {
        throw invisible(bench);
      }
      Check.that(!first.source().equals(second.source()), "two labels share a source (I1)");
      Check.that(!first.source().equals(shared.source()), "a label shares the common source (I1)");
      Check.that(!again.source().equals(second.source()), "two labels share a source (I1)");
      Check.that(!second.source().equals(shared.source()), "a label shares the source (I1)");
    }
  }

  private static Skip invisible(Bench bench) {
    return bench.notRun(
        "The dials worked, but peers see no source here, and the suite no path: the backend's own"
            + " tests must show that paths are not shared.");
  }

  @Case(number = 102)
  @Rule({"I1", "I4"})
  void isolation_sameLabelMayShareNeverFails(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    bench.echo(listener);
    var label = Isolation.labelled("the same");
    var dials = new ArrayList<Task<Link>>();
    var count = Math.min(bench.traits().isolationsMax(), LIMIT_TRIED_MAX / 4) + DIALS;
    for (var i = 0; i < count; i++) {
      dials.add(
          bench.start("a dial with a label", () -> bench.dial(near, listener.address(), label)));
    }
    var links = new ArrayList<Link>();
    for (var dial : dials) {
      links.add(dial.result(bench.patience().firstContact()));
    }
    links.forEach(Link::close);
    bench.dial(near, listener.address(), label).close();
  }

  @Case(number = 103)
  @Rule("I2")
  void isolation_freshIsUniqueEveryTime(Bench bench) throws Exception {
    var sources = Sources.on(bench);
    var seen = new HashSet<Optional<Address>>();
    var open = new ArrayList<Sources.Call>();
    var atOnce = Math.min(DIALS, bench.traits().isolationsMax());
    for (var i = 0; i < atOnce; i++) {
      open.add(sources.call(Isolation.fresh()));
      seen.add(open.getLast().source());
    }
    open.forEach(Sources.Call::close);
    for (var i = 0; i < DIALS; i++) {
      seen.add(sources.sourceOf(Isolation.fresh()));
    }
    if (!sources.visible()) {
      throw invisible(bench);
    }
    Check.equal(atOnce + DIALS, seen.size(), "how many sources so many fresh dials show (I2)");
  }

  @Case(number = 104, gate = Trait.SOURCE_VISIBLE)
  @Rule({"I2", "I3"})
  void isolation_freshShowsUnlinkableSource(Bench bench) throws Exception {
    var sources = Sources.on(bench);
    var known = new ArrayList<Address>();
    known.add(bench.listen(sources.near()).address());
    known.add(sources.listener().address());
    known.add(sources.call(Isolation.shared()).source().orElseThrow());
    known.add(sources.call(Isolation.labelled("a label")).source().orElseThrow());
    for (var i = 0; i < Math.min(DIALS, bench.traits().isolationsMax() - 2); i++) {
      var source = sources.call(Isolation.fresh()).source().orElseThrow();
      bench.addresses().check(source);
      for (var other : known) {
        Check.that(
            bitsApart(source.id(), other.id()) >= BITS_APART_MIN,
            "a fresh source can be linked with another address (I2)");
      }
      known.add(source);
    }
  }

  private static int bitsApart(byte[] one, byte[] other) {
    var bits = BitSet.valueOf(one);
    bits.xor(BitSet.valueOf(other));
    return bits.cardinality();
  }

  @Case(number = 105)
  @Rule("I4")
  void isolation_limitGivesResourceExhaustedNotSilentSharing(Bench bench) throws Exception {
    var most = bench.traits().isolationsMax();
    if (most > LIMIT_TRIED_MAX) {
      throw bench.notRun("The backend promises %d identities, too many to use up.".formatted(most));
    }
    var sources = Sources.on(bench);
    var open = new ArrayList<Sources.Call>();
    for (var i = 0; i < most; i++) {
      open.add(sources.call(Isolation.fresh()));
    }
    for (var isolation : List.of(Isolation.fresh(), Isolation.labelled("one too many"))) {
      Check.fails(
          LimitReached.class,
          "a dial beyond isolationsMax",
          () ->
              sources
                  .near()
                  .dial(sources.listener().address(), isolation, bench.patience().dial()));
    }
    for (var call : open) {
      Streams.alive(call.dialled(), call.accepted(), bench.patience().soon());
    }
    open.removeLast().close();
    sources.call(Isolation.fresh());
  }

  @Case(number = 106)
  @Rule({"I5", "N6"})
  void isolation_transientResourcesReleasedOnClose(Bench bench) throws Exception {
    var sources = Sources.on(bench);
    var rounds = Math.min(bench.traits().isolationsMax() + DIALS, LIMIT_TRIED_MAX);
    for (var i = 0; i < rounds; i++) {
      sources.call(Isolation.fresh()).close();
      sources.call(Isolation.labelled("label " + i)).close();
      var aborted = sources.call(Isolation.fresh());
      aborted.dialled().abort();
      aborted.close();
    }
    var nobody = bench.key().address();
    for (var i = 0; i < rounds; i++) {
      Check.fails(
          PeerUnreachable.class,
          "dialling an address that nobody has, again and again (I5)",
          () -> sources.near().dial(nobody, Isolation.fresh(), bench.patience().dial()));
    }
    sources.call(Isolation.fresh()).close();
  }

  @Case(number = 107)
  @Rule({"I6", "N7"})
  void isolation_labelNeverSentOnTheWireInClear(Bench bench) throws Exception {
    var sources = Sources.on(bench);
    var label = "who-is-it-" + Long.toUnsignedString(bench.random().nextLong(), 36);
    var traces = Traces.of("a label", label.getBytes(UTF_8));
    var isolation = Isolation.labelled(label);
    var call = sources.call(isolation);
    var arrived = ByteBuffer.allocate(1000);
    call.accepted().read(arrived, bench.patience().glance());
    traces.absentFrom(arrived.array(), "what arrives at the peer (I6)");
    call.source().ifPresent(source -> traces.absentFrom(source.encode(), "the source (I6)"));
    traces.absentFrom(isolation + " " + call.dialled() + sources.near(), "toString (N7)");
    traces.absentFrom(sources.near().status().detail(), "the status (N7)");
    Thread.getAllStackTraces()
        .keySet()
        .forEach(thread -> traces.absentFrom(thread.getName(), "a thread's name"));
    bench.threads().forEach(thread -> traces.absentFrom(thread.getName(), "a thread's name (N7)"));
    call.close();
    var failure =
        Check.fails(
            NetworkException.class,
            "dialling an address that nobody has",
            () -> sources.near().dial(bench.key().address(), isolation, bench.patience().dial()));
    traces.absentFrom(Check.describe(failure), "a message (N7)");
    traces.absentFrom(bench.output(), "what was printed or logged (N7)");
    traces.absentFromFiles(bench.config(sources.near()).directory());
  }
}
