package sotto.tck.cases;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.function.Predicate;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.Trait;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;
import sotto.tck.engine.Task;

/// Listening, and what may be claimed about it.
@Group(number = 5, title = "Listen, publish, reachability")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class ListenCases {

  private static final int DIALLERS = 8;
  private static final int PORT = 4242;

  @Case(number = 42, core = true)
  @Rule("V1")
  void listen_addressKnownOnReturn(Bench bench) throws Exception {
    var network = bench.network();
    var key = bench.key();
    try (var listener = bench.listen(network, key)) {
      Check.equal(key.address(), listener.address(), "the address when listen returns");
      Check.equal(listener.address(), listener.address(), "the address, asked twice");
    }
    if (bench.has(Trait.VIRTUAL_PORTS)) {
      var other = bench.key();
      try (var listener = network.listen(other, PORT)) {
        Check.equal(other.address().withPort(PORT), listener.address(), "the address with a port");
      }
    } else {
      Check.fails(
          NetworkException.AddressRejected.class,
          "listening on a port of a network without ports",
          () -> network.listen(bench.key(), PORT));
    }
  }

  @Case(number = 43, needs = Fault.PUBLICATION_HELD)
  @Rule("S7")
  void listen_doesNotClaimPublishedBeforeEvidence(Bench bench) throws Exception {
    var config = bench.config();
    bench.inject(Fault.PUBLICATION_HELD, config);
    var network = bench.usable(bench.open(config));
    try (var listener = bench.listen(network)) {
      var status = listener.awaitStatus(listener.status().sequence(), bench.patience().glance());
      Check.that(
          status.state() == State.PUBLISHING || status.state() == State.DEGRADED,
          "the listener claims %s, and nothing was confirmed".formatted(status.state()));
      Check.equal(0, status.confirmed(), "the places that confirmed");
    }
  }

  @Case(number = 44, gate = Trait.PUBLISH_CONFIRMED)
  @Rule("S7")
  void listen_publishConfirmedOnlyAfterDaemonConfirms(Bench bench) throws Exception {
    var network = bench.network();
    var start = System.nanoTime();
    try (var listener = bench.listen(network)) {
      var status = published(bench, listener);
      bench.measured("publish", Duration.ofNanos(System.nanoTime() - start));
      Check.that(
          status.of() == 0 || status.confirmed() == status.of(),
          "PUBLISHED, and only some of the places confirmed");
    }
  }

  @Case(number = 45, needs = Fault.PUBLICATION_PARTIAL, gate = Trait.PUBLISH_CONFIRMED)
  @Rule("S7")
  void listen_partialConfirmationReportedAsNofM(Bench bench) throws Exception {
    var config = bench.config();
    bench.inject(Fault.PUBLICATION_PARTIAL, config);
    var network = bench.usable(bench.open(config));
    try (var listener = bench.listen(network)) {
      var status = await(bench, listener, "say how many confirmed", now -> now.confirmed() > 0);
      Check.that(status.confirmed() < status.of(), "all places are said to have confirmed");
      Check.equal(State.DEGRADED, status.state(), "the state after confirmation in part");
    }
  }

  @Case(number = 46, needs = Fault.PUBLICATION_LOST, gate = Trait.PUBLISH_CONFIRMED)
  @Rule("S8")
  void listen_regressionFromPublishedIsReported(Bench bench) throws Exception {
    var network = bench.network();
    try (var listener = bench.listen(network)) {
      published(bench, listener);
      bench.inject(Fault.PUBLICATION_LOST, network);
      await(
          bench,
          listener,
          "say that the publication was lost",
          now -> now.state() == State.DEGRADED || now.state() == State.PUBLISHING);
      bench.heal(network);
      await(bench, listener, "be published again", now -> now.state() == State.PUBLISHED);
    }
  }

  @Case(number = 47, needs = Fault.PUBLICATION_PARTIAL, gate = Trait.PUBLISH_CONFIRMED)
  @Rule("S7")
  void listen_degradedStillAcceptsAndSaysReachableOnlyWithEvidence(Bench bench) throws Exception {
    var near = bench.network();
    var config = bench.config();
    bench.inject(Fault.PUBLICATION_PARTIAL, config);
    var far = bench.usable(bench.open(config));
    try (var listener = bench.listen(far)) {
      await(bench, listener, "be degraded", now -> now.state() == State.DEGRADED);
      var link = bench.dial(near, listener.address());
      Streams.alive(link, bench.accept(listener), bench.patience().soon());
    }
    var unseen = bench.listen(bench.network());
    var status = unseen.awaitStatus(unseen.status().sequence(), bench.patience().glance());
    Check.that(status.state() != State.REACHABLE, "REACHABLE, and no link ever came in");
  }

  @Case(number = 48, needs = Fault.BOOTSTRAP_HELD)
  @Rule("V4")
  void listen_beforeReadyFailsTypedOrPublishesLater(Bench bench) throws Exception {
    var near = bench.network();
    var config = bench.config();
    bench.inject(Fault.BOOTSTRAP_HELD, config);
    var far = bench.open(config);
    var key = bench.key();
    Listener listener;
    try {
      listener = Check.within(bench.patience().soon(), "listen", () -> bench.listen(far, key));
      Check.that(
          listener.status().state() == State.PUBLISHING,
          "a listener is published before the network is ready");
      bench.heal(far);
    } catch (NetworkDown e) {
      bench.heal(far);
      bench.usable(far);
      listener = bench.listen(far, key);
    }
    var link = bench.dial(near, listener.address());
    Streams.alive(link, bench.accept(listener), bench.patience().soon());
  }

  @Case(number = 49)
  @Rule({"V8", "V6"})
  void listen_listenThenCloseMakesDialFail(Bench bench) throws Exception {
    var pair = bench.pair();
    var waiting = bench.dial(pair.near(), pair.listener().address());
    pair.listener().close();
    pair.listener().close();
    Check.equal(State.CLOSED, pair.listener().status().state(), "the state after close");
    Check.fails(NetworkClosed.class, "accept after close", pair.listener()::accept);
    // Before the dial that fails: a network may take it as a reason to end what shares its path.
    Streams.alive(pair.dialled(), pair.accepted(), bench.patience().soon());
    dialFails(bench, pair.near(), pair.listener().address());
    var end = bench.start("reading from a link that was never accepted", () -> ends(waiting));
    Check.that(end.result(), "a link that waited for accept is still open");
  }

  private static boolean ends(Link link) {
    try {
      return Streams.readToEnd(link).length == 0;
    } catch (IOException _) {
      // Torn down is ended too.
      return true;
    }
  }

  private static void dialFails(Bench bench, Network near, Address address) throws Exception {
    var end = System.nanoTime() + bench.traits().staleAfterLoss().toNanos();
    while (true) {
      try (var link = near.dial(address, Isolation.shared(), bench.patience().dial())) {
        if (!bench.has(Trait.DIAL_CONFIRMED) && ends(link)) {
          return;
        }
        Check.that(System.nanoTime() < end, "dialling a listener that was closed succeeds");
      } catch (PeerUnreachable | DialTimeout _) {
        return;
      }
    }
  }

  @Case(number = 50)
  @Rule({"V6", "N1"})
  void listen_acceptBacklogDeliversConcurrentDialers(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    var dials = new ArrayList<Task<Link>>();
    for (var i = 0; i < DIALLERS; i++) {
      var name = (byte) i;
      dials.add(bench.start("dial", () -> introduced(bench, near, listener, name)));
    }
    everyNameArrives(listener, bench, DIALLERS);
    for (var dial : dials) {
      dial.result(bench.patience().firstContact());
    }
  }

  private static Link introduced(Bench bench, Network near, Listener to, byte name)
      throws Exception {
    var link = bench.dial(near, to.address());
    Streams.write(link, new byte[] {name});
    return link;
  }

  private static void everyNameArrives(Listener listener, Bench bench, int count) throws Exception {
    var names = new HashSet<Byte>();
    for (var i = 0; i < count; i++) {
      var link = bench.accept(listener);
      Check.that(
          names.add(Streams.read(link, 1, bench.patience().soon())[0]),
          "one link was handed out twice");
    }
    Check.that(listener.accept(Duration.ZERO).isEmpty(), "more links arrived than were dialled");
  }

  @Case(number = 51)
  @Rule("V7")
  void listen_connectionsBeforeFirstAcceptAreQueuedOrRefusedNotLost(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    for (var i = 0; i < Listener.BACKLOG_MIN; i++) {
      introduced(bench, near, listener, (byte) i);
    }
    everyNameArrives(listener, bench, Listener.BACKLOG_MIN);
  }

  @Case(number = 52, gate = Trait.MULTI_LISTENER)
  @Rule("V9")
  void listen_multipleListenersAreSeparated(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var one = bench.listen(far);
    var two = bench.listen(far);
    introduced(bench, near, two, (byte) 2);
    introduced(bench, near, one, (byte) 1);
    Check.equal(1, (int) Streams.read(bench.accept(one), 1)[0], "who arrived at the first");
    Check.equal(2, (int) Streams.read(bench.accept(two), 1)[0], "who arrived at the second");
    one.close();
    introduced(bench, near, two, (byte) 3);
    Check.equal(3, (int) Streams.read(bench.accept(two), 1)[0], "who arrived after a close");
  }

  @Case(number = 53, slow = true)
  @Rule("V5")
  void listen_listenerLimitGivesResourceExhausted(Bench bench) throws Exception {
    var network = bench.network();
    var limit = bench.has(Trait.MULTI_LISTENER) ? bench.traits().listenersMax() : 1;
    var open = new ArrayList<Listener>();
    for (var i = 0; i < limit; i++) {
      open.add(bench.listen(network));
    }
    Check.fails(LimitReached.class, "one listener too many", () -> bench.listen(network));
    open.getFirst().close();
    bench.listen(network);
  }

  /// Waits until a listener is published.
  static ListenerStatus published(Bench bench, Listener listener) throws InterruptedException {
    return await(bench, listener, "be published", now -> now.state() == State.PUBLISHED);
  }

  private static ListenerStatus await(
      Bench bench, Listener listener, String what, Predicate<ListenerStatus> until)
      throws InterruptedException {
    var end = System.nanoTime() + bench.patience().firstContact().toNanos();
    var status = listener.status();
    while (!until.test(status)) {
      var left = end - System.nanoTime();
      Check.that(left > 0, "the listener did not %s: it is %s".formatted(what, status.state()));
      status = listener.awaitStatus(status.sequence(), Duration.ofNanos(left));
    }
    return status;
  }
}
