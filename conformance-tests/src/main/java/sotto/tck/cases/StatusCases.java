package sotto.tck.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Network;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkStatus;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;
import sotto.tck.engine.Task;

/// Opening, closing, and what a network says of itself meanwhile.
@Group(number = 4, title = "Lifecycle and status")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class StatusCases {

  private static final int CHANGES = 2;
  private static final int WAITERS = 8;

  @Case(number = 29)
  @Rule("P5")
  void start_returnsWithinDeadlineOrThrowsTimeout(Bench bench) throws Exception {
    var start = System.nanoTime();
    var network = Check.within(bench.patience().soon(), "open", () -> bench.open(bench.config()));
    bench.measured("open", Duration.ofNanos(System.nanoTime() - start));
    bench.usable(network);
    bench.measured("usable", Duration.ofNanos(System.nanoTime() - start));
    Check.equal(bench.provider().scheme(), network.scheme(), "the network's scheme");
  }

  @Case(number = 30)
  @Rule("P7")
  void start_twiceIsIdempotentOrTyped(Bench bench) throws Exception {
    var network = bench.network();
    var failure =
        Check.fails(
            ConfigRejected.class,
            "opening a directory that is open",
            () -> bench.open(bench.config(network)));
    Check.that(!failure.setting().isBlank(), "the failure does not name the setting");
    Check.that(network.status().usable(), "the network that was open is not usable any more");
  }

  @Case(number = 31)
  @Rule({"S1", "S2"})
  void status_subscriberGetsCurrentValueFirst(Bench bench) throws Exception {
    var network = bench.network();
    var now =
        Check.within(
            bench.patience().soon(),
            "asking for the first status",
            () -> network.awaitStatus(-1, bench.patience().soon().multipliedBy(2)));
    Check.that(now.sequence() >= 0, "the first status has no sequence number");
    var unchanged = network.awaitStatus(network.status().sequence(), Duration.ZERO);
    Check.equal(network.status(), unchanged, "the status when there is no newer one");
    var glance = network.awaitStatus(network.status().sequence(), bench.patience().glance());
    Check.that(glance.sequence() >= now.sequence(), "the sequence number fell");
  }

  @Case(number = 32)
  @Rule("S3")
  void status_callbacksAreSerialAndSequenceIncreases(Bench bench) throws Exception {
    var network = bench.network();
    var watch = bench.start("watching", () -> watch(network)).awaitBlocked();
    change(bench, network);
    network.close();
    var seen = watch.result();
    for (var i = 1; i < seen.size(); i++) {
      Check.that(
          seen.get(i).sequence() > seen.get(i - 1).sequence(),
          "a newer status has no greater sequence number");
    }
    Check.equal(Phase.CLOSED, seen.getLast().phase(), "the last phase");
  }

  /// Collects every status that a caller sees who always asks again.
  private static List<NetworkStatus> watch(Network network) throws InterruptedException {
    var seen = new ArrayList<NetworkStatus>();
    seen.add(network.awaitStatus(-1, Duration.ZERO));
    while (seen.getLast().phase() != Phase.CLOSED) {
      var next = network.awaitStatus(seen.getLast().sequence(), Duration.ofDays(1));
      if (!next.equals(seen.getLast())) {
        seen.add(next);
      }
    }
    return seen;
  }

  /// Makes the status change a few times where the environment can.
  private static void change(Bench bench, Network network) throws InterruptedException {
    if (bench.backend().faults().stream()
        .noneMatch(faults -> faults.supported().contains(Fault.DAEMON_GONE))) {
      return;
    }
    for (var i = 0; i < CHANGES; i++) {
      bench.inject(Fault.DAEMON_GONE, network);
      await(bench, network, "lose its daemon", status -> !status.usable());
      bench.heal(network);
      bench.usable(network);
    }
  }

  @Case(number = 33)
  @Rule("S3")
  void status_slowSubscriberDoesNotBlockBackend(Bench bench) throws Exception {
    var network = bench.network();
    var first = network.status();
    change(bench, network);
    var newest = network.awaitStatus(first.sequence() - 1, Duration.ZERO);
    Check.equal(network.status(), newest, "what a slow caller gets");
    Check.within(
        bench.patience().close(),
        "close, with a caller who does not listen",
        () -> {
          network.close();
          return true;
        });
    Check.equal(
        Phase.CLOSED,
        network.awaitStatus(first.sequence(), Duration.ZERO).phase(),
        "the phase that a slow caller gets last");
  }

  @Case(number = 34)
  @Rule({"S2", "S6"})
  void status_throwingSubscriberDoesNotAffectOthers(Bench bench) throws Exception {
    var network = bench.network();
    var waiters = new ArrayList<Task<NetworkStatus>>();
    var after = network.status().sequence();
    for (var i = 0; i < WAITERS; i++) {
      waiters.add(bench.start("waiter", () -> network.awaitStatus(after, Duration.ofDays(1))));
    }
    waiters.forEach(Task::awaitBlocked);
    waiters.getFirst().interrupt();
    waiters.getFirst().fails(InterruptedException.class);
    network.close();
    for (var waiter : waiters.subList(1, WAITERS)) {
      Check.that(waiter.result().sequence() > after, "a waiter got an old status");
    }
  }

  @Case(number = 35, needs = Fault.PROGRESS_REGRESSES)
  @Rule("S4")
  void status_progressMayRegressPhaseStillCorrect(Bench bench) throws Exception {
    var config = bench.config();
    bench.inject(Fault.PROGRESS_REGRESSES, config);
    var network = bench.open(config);
    var status = network.awaitStatus(network.status().sequence(), bench.patience().glance());
    Check.that(!status.usable(), "the network claims to be usable while its progress falls");
    bench.heal(network);
    bench.usable(network);
  }

  @Case(number = 36, needs = Fault.PROGRESS_FULL_BUT_UNUSABLE)
  @Rule({"S4", "D5"})
  void status_hundredPercentAloneIsNotUsable(Bench bench) throws Exception {
    var config = bench.config();
    bench.inject(Fault.PROGRESS_FULL_BUT_UNUSABLE, config);
    var network = bench.open(config);
    var status = network.awaitStatus(network.status().sequence(), bench.patience().glance());
    Check.that(!status.usable(), "a full percentage counts as usable");
    Check.fails(
        NetworkDown.class,
        "dialling while the daemon carries nothing",
        () -> dial(bench, network, bench.key().address()));
    bench.heal(network);
    bench.usable(network);
  }

  @Case(number = 37, needs = Fault.DAEMON_GONE)
  @Rule("S5")
  void status_reportsNoDaemonAsBlockage(Bench bench) throws Exception {
    blockage(bench, Fault.DAEMON_GONE, Blockage.NO_DAEMON);
  }

  @Case(number = 38, needs = Fault.CLOCK_SKEW)
  @Rule("S5")
  void status_reportsClockSkewWhenInjected(Bench bench) throws Exception {
    blockage(bench, Fault.CLOCK_SKEW, Blockage.CLOCK_SKEW);
  }

  private static void blockage(Bench bench, Fault fault, Blockage blockage) throws Exception {
    var network = bench.network();
    bench.inject(fault, network);
    var status = await(bench, network, "say what is in the way", now -> now.blockage() == blockage);
    Check.that(status.phase() != Phase.READY, "the phase is READY though something is in the way");
    bench.heal(network);
    var healed = await(bench, network, "recover", NetworkStatus::usable);
    Check.equal(Blockage.NONE, healed.blockage(), "the blockage when all is well again");
  }

  @Case(number = 39, core = true)
  @Rule({"N3", "S6"})
  void close_isIdempotentAndBounded(Bench bench) throws Exception {
    var pair = bench.pair();
    for (var i = 0; i < 3; i++) {
      Check.within(
          bench.patience().close(),
          "close",
          () -> {
            pair.far().close();
            return true;
          });
      pair.listener().close();
      pair.accepted().close();
      pair.accepted().abort();
    }
    Check.that(!pair.accepted().isOpen(), "a link is open after its network was closed");
    Check.equal(Phase.CLOSED, pair.far().status().phase(), "the phase after close");
    var last = pair.far().awaitStatus(pair.far().status().sequence(), Duration.ofDays(1));
    Check.equal(Phase.CLOSED, last.phase(), "the phase that is awaited after close");
  }

  @Case(number = 40, core = true)
  @Rule({"N3", "S1"})
  void close_thenEveryCallThrowsClosed(Bench bench) throws Exception {
    var network = bench.network();
    var listener = bench.listen(network);
    var key = bench.key();
    network.close();
    Check.fails(NetworkClosed.class, "dial after close", () -> dial(bench, network, key.address()));
    Check.fails(NetworkClosed.class, "listen after close", () -> network.listen(key));
    Check.fails(NetworkClosed.class, "accept after close", listener::accept);
    Check.fails(
        NetworkClosed.class,
        "accept with a deadline after close",
        () -> listener.accept(Duration.ZERO));
    Check.equal(bench.provider().scheme(), network.scheme(), "the scheme after close");
    for (var hint : Hint.values()) {
      network.hint(hint);
    }
    network.close();
  }

  @Case(number = 41, core = true)
  @Rule({"P6", "K1"})
  void restart_sameConfigNewInstanceWorks(Bench bench) throws Exception {
    var near = bench.network();
    var config = bench.config();
    var key = bench.key();
    var secret = key.secret();
    for (var round = 0; round < 3; round++) {
      var far = bench.usable(bench.open(config));
      var listener = bench.listen(far, bench.addresses().key(secret));
      Check.equal(key.address(), listener.address(), "the address after a restart");
      var link = bench.dial(near, listener.address());
      Streams.alive(link, bench.accept(listener), bench.patience().soon());
      far.close();
    }
  }

  private static Object dial(Bench bench, Network network, Address peer) throws Exception {
    return network.dial(peer, Isolation.shared(), bench.patience().dial());
  }

  /// Waits for a status, for as long as a first contact may need.
  static NetworkStatus await(
      Bench bench, Network network, String what, Predicate<NetworkStatus> until)
      throws InterruptedException {
    var end = System.nanoTime() + bench.patience().firstContact().toNanos();
    var status = network.status();
    while (!until.test(status)) {
      var left = end - System.nanoTime();
      Check.that(
          left > 0,
          "the network did not %s: it is %s, with %s in the way"
              .formatted(what, status.phase(), status.blockage()));
      status = network.awaitStatus(status.sequence(), Duration.ofNanos(left));
    }
    return status;
  }
}
