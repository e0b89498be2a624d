package sotto.tck.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sotto.spi.Address;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.Trait;
import sotto.spi.facet.Beacon;
import sotto.spi.facet.PresenceProbe;
import sotto.spi.facet.PresenceProbe.Presence;
import sotto.spi.facet.SelfProbe;
import sotto.spi.facet.SelfProbe.Reach;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Level;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;

/// What is declared is kept, and what is kept is declared.
@Group(number = 14, title = "Traits, facets, hints")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class TraitCases {

  private static final int DIALS = 7;
  private static final int FACTOR = 4;

  @Case(number = 138)
  @Rule("T1")
  void traits_declaredButUnsupportedFails(Bench bench) throws Exception {
    var broken = new ArrayList<Trait>();
    for (var trait : bench.traits().set()) {
      if (TraitProbe.kept(bench, trait).filter(kept -> !kept).isPresent()) {
        broken.add(trait);
      }
    }
    Check.equal(List.of(), broken, "traits that are declared and not kept");
    Check.equal(bench.traits(), bench.traits(), "the traits, asked twice");
  }

  @Case(number = 139)
  @Rule("T1")
  void traits_supportedButUndeclaredFails(Bench bench) throws Exception {
    var undeclared = Arrays.stream(Trait.values()).filter(trait -> !bench.has(trait)).toList();
    var kept = new ArrayList<Trait>();
    for (var trait : undeclared) {
      if (TraitProbe.kept(bench, trait).orElse(false)) {
        kept.add(trait);
      }
    }
    Check.equal(List.of(), kept, "traits that are kept and not declared");
    if (undeclared.isEmpty()) {
      throw bench.notApplicable("The backend declares every trait.");
    }
  }

  @Case(number = 140, level = Level.SHOULD, stochastic = true, slow = true)
  @Rule("T1")
  void traits_typicalTimesWithinFactorOfMeasured(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    var start = System.nanoTime();
    Streams.alive(
        bench.dial(near, listener.address()), bench.accept(listener), bench.patience().dial());
    var first = Duration.ofNanos(System.nanoTime() - start);
    bench.measured("first-contact", first);
    var dials = new long[DIALS];
    for (var i = 0; i < DIALS; i++) {
      var from = System.nanoTime();
      bench.dial(near, listener.address());
      dials[i] = System.nanoTime() - from;
      bench.accept(listener);
    }
    Arrays.sort(dials);
    var typical = Duration.ofNanos(dials[DIALS / 2]);
    bench.measured("dial.p50", typical);
    slower("a dial", typical, bench.traits().dialTypical(), bench);
    slower("first contact", first, bench.traits().firstContact(), bench);
  }

  private static void slower(String what, Duration measured, Duration declared, Bench bench) {
    Check.that(
        measured.compareTo(declared.multipliedBy(FACTOR).plus(bench.patience().glance())) <= 0,
        "%s took %d ms, more than %d times the %d ms that are declared"
            .formatted(what, measured.toMillis(), FACTOR, declared.toMillis()));
  }

  /// A facet that no network has.
  private interface NoSuchFacet {}

  @Case(number = 141)
  @Rule("F1")
  void facet_absentIsEmptyNotException(Bench bench) throws Exception {
    var network = bench.network();
    Check.that(network.facet(NoSuchFacet.class).isEmpty(), "a facet that does not exist is there");
    Check.that(network.facet(String.class).isEmpty(), "a String is a facet");
    var presence = network.facet(PresenceProbe.class);
    Check.equal(
        presence.isPresent(),
        network.facet(PresenceProbe.class).isPresent(),
        "whether a facet is there, asked twice");
  }

  @Case(number = 142)
  @Rule("F2")
  void facet_presenceProbeUnknownIsNotOffline(Bench bench) throws Exception {
    var near = bench.network();
    var probe =
        near.facet(PresenceProbe.class)
            .orElseThrow(() -> bench.notApplicable("The network has no presence probe."));
    var listener = bench.listen(bench.network());
    bench.dial(near, listener.address());
    var limit = bench.patience().firstContact();
    Check.that(
        probe.probe(listener.address(), limit) != Presence.ABSENT,
        "a listener that was dialled is ABSENT");
    Check.that(
        probe.probe(bench.key().address(), limit) != Presence.PUBLISHED,
        "an address that nobody has is PUBLISHED");
    Check.fails(
        AddressRejected.class,
        "probing an address of another network",
        () -> probe.probe(Address.of("zz9", new byte[] {1}), limit));
    if (bench.backend().faults().stream()
        .anyMatch(faults -> faults.supported().contains(Fault.DAEMON_GONE))) {
      bench.inject(Fault.DAEMON_GONE, near);
      Check.equal(
          Presence.UNKNOWN,
          probe.probe(listener.address(), limit),
          "what is known of a peer while our own daemon is gone");
      bench.heal(near);
    }
    near.close();
    Check.fails(
        NetworkClosed.class, "probing after close", () -> probe.probe(listener.address(), limit));
  }

  @Case(number = 143)
  @Rule("F4")
  void facet_beaconIsTheSameForAllWhoSeeIt(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var ours = beacon(bench, near).values();
    var theirs = beacon(bench, far).values();
    for (var values : List.of(ours, theirs)) {
      Check.that(
          values.size() <= 2 && values.stream().allMatch(v -> v.length == Beacon.VALUE_SIZE),
          "a beacon has more than two values, or some of another length than it says (F4)");
    }
    if (ours.isEmpty() || theirs.isEmpty()) {
      throw bench.notRun("The network has not agreed on a value yet.");
    }
    Check.that(
        ours.stream().anyMatch(v -> theirs.stream().anyMatch(other -> Arrays.equals(v, other))),
        "two nodes see no value in common, though they may differ by one period (F4)");
    ours.forEach(value -> value[0] ^= 1);
    Check.that(
        beacon(bench, near).values().stream()
            .noneMatch(v -> ours.stream().anyMatch(changed -> Arrays.equals(v, changed))),
        "a beacon hands out its own bytes and not copies");
  }

  private static Beacon beacon(Bench bench, Network network) {
    return network
        .facet(Beacon.class)
        .orElseThrow(() -> bench.notApplicable("The network has no beacon."));
  }

  @Case(number = 144)
  @Rule("N5")
  void hint_unknownHintIgnored(Bench bench) throws Exception {
    var pair = bench.pair();
    for (var hint : Hint.values()) {
      Check.within(
          bench.patience().soon(),
          "a hint",
          () -> {
            pair.near().hint(hint);
            pair.far().hint(hint);
            return true;
          });
    }
    pair.near().hint(Hint.RESUMED);
    pair.far().hint(Hint.RESUMED);
    bench.usable(pair.near());
    bench.usable(pair.far());
    var link = bench.dial(pair.near(), pair.listener().address());
    Streams.alive(link, bench.accept(pair.listener()), bench.patience().soon());
  }

  @Case(number = 151)
  @Rule("F5")
  void facet_selfProbeReachedOnlyWhenALinkArrived(Bench bench) throws Exception {
    var network = bench.network();
    var probe =
        network
            .facet(SelfProbe.class)
            .orElseThrow(
                () -> bench.notApplicable("The network has no probe of its own listeners."));
    var listener = bench.listen(network);
    var limit = bench.patience().firstContact();
    Check.equal(Reach.REACHED, probed(bench, probe, listener), "the probe of an open listener");
    Check.equal(State.REACHABLE, listener.status().state(), "the listener's status after it");
    var arrived = bench.accept(listener);
    Check.equal(0, Streams.readToEnd(arrived).length, "the bytes on the probe's link");
    if (bench.backend().faults().stream()
        .anyMatch(faults -> faults.supported().contains(Fault.DAEMON_GONE))) {
      bench.inject(Fault.DAEMON_GONE, network);
      Check.equal(
          Reach.UNKNOWN,
          probe.probe(listener, limit),
          "what is known of a listener while the daemon is gone");
      bench.heal(network);
    }
    listener.close();
    Check.fails(
        AddressRejected.class, "probing a closed listener", () -> probe.probe(listener, limit));
    network.close();
    Check.fails(NetworkClosed.class, "probing after close", () -> probe.probe(listener, limit));
  }

  /// Probes for as long as a first contact may need: a new listener cannot be reached at once.
  private static Reach probed(Bench bench, SelfProbe probe, Listener listener) throws Exception {
    var end = System.nanoTime() + bench.patience().firstContact().toNanos();
    var reach = probe.probe(listener, bench.patience().dial());
    while (reach != Reach.REACHED && System.nanoTime() < end) {
      listener.awaitStatus(listener.status().sequence(), bench.patience().glance());
      reach = probe.probe(listener, bench.patience().dial());
    }
    return reach;
  }
}
