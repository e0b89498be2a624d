package sotto.tck.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Network;
import sotto.spi.NetworkProvider;
import sotto.spi.Trait;
import sotto.tck.BackendUnderTest;
import sotto.tck.Case;
import sotto.tck.Level;
import sotto.tck.Rule;
import sotto.tck.Verdict;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Options;
import sotto.tck.engine.Runner;
import sotto.tck.engine.Streams;
import sotto.tck.memory.Bug;
import sotto.tck.memory.MemoryBackend;

/// Two implementations of one network, and whole programs on top of one.
@Group(number = 15, title = "Cross-implementation and end-to-end")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class EndToEndCases {

  private static final int NODES = 5;

  /// Bugs that show at once, from several groups; the suite's own tests try all of them.
  private static final List<Bug> SAMPLE =
      List.of(
          Bug.CORRUPTS_BYTES,
          Bug.DROPS_LAST_BYTE,
          Bug.CLOSE_THROWS,
          Bug.FORGES_REMOTE,
          Bug.PROOF_IGNORES_CONTEXT);

  @Case(number = 145)
  @Rule({"N1", "N4"})
  void pair_echoBetweenTwoImplementationsOfSameNetwork(Bench bench) throws Exception {
    var ours = bench.network();
    var ourListener = bench.listen(ours);
    var config = bench.config();
    var theirs = other(bench).freshConfig(config.directory()).with(config.threads());
    try (var network = other(bench).provider().open(theirs)) {
      bench.usable(network);
      var key = other(bench).provider().addresses().newKey(bench.random());
      try (var listener = bench.listen(network, key);
          var there = bench.dial(ours, listener.address());
          var arrived = bench.accept(listener);
          var back = bench.dial(network, ourListener.address());
          var arrivedBack = bench.accept(ourListener)) {
        Streams.alive(there, arrived, bench.patience().soon());
        Streams.alive(back, arrivedBack, bench.patience().soon());
      }
    }
  }

  private static BackendUnderTest other(Bench bench) {
    return bench
        .backend()
        .other()
        .orElseThrow(() -> bench.notRun("There is no second implementation of this network here."));
  }

  @Case(number = 146, blocking = false)
  @Rule({"A1", "A3", "A4"})
  void pair_addressTextUnderstoodByOther(Bench bench) throws Exception {
    understands(bench, bench.provider(), other(bench).provider());
    understands(bench, other(bench).provider(), bench.provider());
  }

  private static void understands(Bench bench, NetworkProvider one, NetworkProvider two)
      throws Exception {
    Check.equal(one.scheme(), two.scheme(), "the scheme of two implementations of one network");
    var address = one.addresses().newKey(bench.random()).address();
    Check.equal(address, two.addresses().check(address), "an address of the other's");
    Check.equal(address, two.addresses().parse(address.text()), "its canonical text");
    Check.equal(
        address,
        two.addresses().parse(one.addresses().format(address)),
        "its text as people write it");
  }

  @Case(number = 147, gate = Trait.ADDRESS_PROOF, blocking = false)
  @Rule("K3")
  void pair_proofVerifiesAcrossImplementations(Bench bench) throws Exception {
    believes(bench, bench.provider(), other(bench).provider());
    believes(bench, other(bench).provider(), bench.provider());
  }

  private static void believes(Bench bench, NetworkProvider one, NetworkProvider two)
      throws Exception {
    var key = one.addresses().newKey(bench.random());
    var context = bench.bytes(48);
    var proof = key.prove(context);
    Check.that(
        two.addresses().verify(key.address(), context, proof),
        "one implementation does not believe the proof of the other (K3)");
    context[47] ^= 1;
    Check.that(
        !two.addresses().verify(key.address(), context, proof),
        "one implementation believes a proof of the other's for something else (K3)");
  }

  /// A small program of a suite's own, over the SPI alone: the project's real protocol has a build
  /// that runs it on every backend, and is not part of this suite.
  @Case(number = 148)
  @Rule({"N1", "V6", "D4"})
  void e2e_protocolSmokeRunsUnmodifiedOnBackend(Bench bench) throws Exception {
    var nodes = new ArrayList<Gossip>();
    for (var i = 0; i < NODES; i++) {
      nodes.add(Gossip.start(bench));
    }
    for (var i = 1; i < NODES; i++) {
      nodes.get(i).join(nodes.get(i - 1));
    }
    nodes.getFirst().join(nodes.getLast());
    var records = List.of("a record for everybody", "a letter for one who is away", "");
    for (var i = 0; i < records.size(); i++) {
      nodes.get(i).publish(records.get(i).getBytes(UTF_8));
    }
    for (var node : nodes) {
      node.awaitItems(records.size());
    }
    var late = Gossip.start(bench);
    late.join(nodes.get(2));
    late.awaitItems(records.size());
    Check.equal(nodes.getFirst().items(), late.items(), "what a node knows that came late");
  }

  @Case(number = 149)
  @Rule({"P8", "K1"})
  void e2e_sameSeedSameTraceOnLoopback(Bench bench) throws Exception {
    var seed = bench.random().nextLong();
    var addresses = bench.addresses();
    Check.equal(
        addresses.newKey(new SplittableRandom(seed)).address(),
        addresses.newKey(new SplittableRandom(seed)).address(),
        "the addresses of keys made from the same randomness (P8)");
    var first = trace(bench, seed);
    var second = trace(bench, seed);
    if (!first.equals(second) && !bench.provider().description().startsWith("TEST ONLY")) {
      throw bench.notRun("The network takes randomness from elsewhere, such as its daemon.");
    }
    Check.equal(first.toString(), second.toString(), "what two runs with the same seed show (P8)");
  }

  /// What can be seen from outside of a node that is run with a seed, as text that tells addresses
  /// apart.
  private static List<String> trace(Bench bench, long seed) throws Exception {
    var trace = new ArrayList<String>();
    var near = seeded(bench, seed);
    var far = seeded(bench, seed + 1);
    // Not from the near node's randomness, which may make a key of it too.
    var key = bench.addresses().newKey(new SplittableRandom(seed + 2));
    try (var listener = bench.listen(far, key)) {
      trace.add(listener.address().text());
      for (var isolation :
          List.of(Isolation.shared(), Isolation.labelled("a label"), Isolation.fresh())) {
        try (var dialled = bench.dial(near, listener.address(), isolation);
            var accepted = bench.accept(listener)) {
          Streams.alive(dialled, accepted, bench.patience().soon());
          trace.add(source(accepted));
        }
      }
    }
    near.close();
    far.close();
    return trace;
  }

  private static String source(Link accepted) {
    return accepted.remote().map(address -> address.text()).orElse("nobody");
  }

  private static Network seeded(Bench bench, long seed) throws Exception {
    return bench.usable(bench.open(bench.config().with(new SplittableRandom(seed))));
  }

  @Case(number = 150, level = Level.MUST, blocking = false)
  @Rule("T1")
  void meta_everyEvilBackendIsCaught(Bench bench) throws Exception {
    var caught = 0;
    for (var bug : SAMPLE) {
      try (var runner = new Runner(MemoryBackend.with(bug), Options.ordinary(1))) {
        for (var spec : Suite.cases()) {
          if (bug.caughtBy().contains(spec.number())) {
            var verdict = runner.run(spec).verdict();
            Check.that(
                verdict == Verdict.FAIL || verdict == Verdict.WARN,
                "the suite does not notice the bug %s with case %d".formatted(bug, spec.number()));
            caught++;
          }
        }
      }
    }
    bench.measured("bugs.caught", caught, "bugs");
  }
}
