package sotto.tck.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkException.Retry;
import sotto.spi.Secret;
import sotto.spi.Trait;
import sotto.spi.facet.ClientAuthorization;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Breach;
import sotto.tck.engine.Check;
import sotto.tck.engine.DnsTrap;
import sotto.tck.engine.Footprint;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;

/// Dialling: what works, and whose fault it is when it does not.
@Group(number = 6, title = "Dial and error locus")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class DialCases {

  private static final int ECHO_BYTES = 4096;
  private static final int PORT = 4001;
  private static final int OTHER_PORT = 4002;

  @Case(number = 54, core = true)
  @Rule({"N1", "L11"})
  void dial_echo(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    bench.echo(listener);
    var start = System.nanoTime();
    try (var link = bench.dial(near, listener.address())) {
      bench.measured("dial", Duration.ofNanos(System.nanoTime() - start));
      Check.equal(Optional.of(listener.address()), link.remote(), "the remote of a dialled link");
      Streams.echo(link, bench.bytes(ECHO_BYTES), bench.patience().firstContact());
    }
  }

  @Case(number = 55, core = true)
  @Rule("D4")
  void dial_unpublishedAddressIsPeerNotFound(Bench bench) throws Exception {
    var near = bench.network();
    var failure = unreachable(bench, near, bench.key().address());
    Check.equal(Reason.NOT_FOUND, failure.reason(), "the reason for an address that nobody has");
    Check.equal(
        NetworkException.Fault.PEER, failure.fault(), "whose fault it is that nobody has it");
  }

  @Case(number = 56, core = true)
  @Rule({"D4", "D5"})
  void dial_publishedButDownIsPeerUnreachableNotLocal(Bench bench) throws Exception {
    var pair = bench.pair();
    var address = pair.listener().address();
    pair.dialled().close();
    if (canInject(bench, Fault.DAEMON_GONE)) {
      bench.inject(Fault.DAEMON_GONE, pair.far());
    } else {
      pair.far().close();
    }
    Daemons.peerIsAway(bench, pair.near(), address);
  }

  @Case(number = 57, gate = Trait.VIRTUAL_PORTS)
  @Rule("D4")
  void dial_wrongVirtualPortIsPeerRefused(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.network().listen(bench.key(), PORT);
    bench.dial(near, listener.address());
    var failure = unreachable(bench, near, listener.address().withPort(OTHER_PORT));
    Check.equal(Reason.REFUSED, failure.reason(), "the reason for a port where nothing listens");
  }

  @Case(number = 58, gate = Trait.CLIENT_AUTH)
  @Rule("F3")
  void dial_missingClientAuthIsPeerRequiresAuth(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var listener = bench.listen(far);
    var theirs = authorization(bench, far);
    var credential = theirs.newCredential();
    theirs.admit(listener, Set.of(credential.name()));
    published(bench, listener, credential.secret());
    var without = unreachable(bench, near, listener.address());
    Check.equal(Reason.REQUIRES_AUTH, without.reason(), "the reason without a credential");
    var ours = authorization(bench, near);
    ours.use(listener.address(), theirs.newCredential().secret());
    var wrong = unreachable(bench, near, listener.address());
    Check.equal(Reason.REQUIRES_AUTH, wrong.reason(), "the reason with a wrong credential");
    ours.use(listener.address(), credential.secret());
    var link = bench.dial(near, listener.address());
    Streams.alive(link, bench.accept(listener), bench.patience().soon());
    theirs.admit(listener, Set.of());
    var open = bench.dial(bench.network(), listener.address());
    Streams.alive(open, bench.accept(listener), bench.patience().soon());
  }

  /// Waits until the listener is published, which only one who is admitted can be sure of.
  private static void published(Bench bench, Listener listener, Secret credential)
      throws Exception {
    if (bench.has(Trait.PUBLISH_CONFIRMED)) {
      ListenCases.published(bench, listener);
    }
    var witness = bench.network();
    authorization(bench, witness).use(listener.address(), credential);
    Daemons.dialWorks(bench, witness, listener);
  }

  private static ClientAuthorization authorization(Bench bench, Network network) {
    return network
        .facet(ClientAuthorization.class)
        .orElseThrow(
            () ->
                new Breach(
                    "CLIENT_AUTH is declared, and the facet is absent from "
                        + bench.provider().scheme()));
  }

  @Case(number = 59, core = true, needs = Fault.DAEMON_GONE)
  @Rule("D5")
  void dial_daemonDownIsLocalFault(Bench bench) throws Exception {
    ours(bench, Fault.DAEMON_GONE, Set.of(Reason.NO_DAEMON, Reason.NOT_READY));
  }

  @Case(number = 60, needs = Fault.BOOTSTRAP_HELD)
  @Rule("D5")
  void dial_beforeReadyIsNotReadyWithRetryWhenReady(Bench bench) throws Exception {
    var config = bench.config();
    bench.inject(Fault.BOOTSTRAP_HELD, config);
    var near = bench.open(config);
    var peer = bench.key().address();
    var failure =
        Check.fails(
            NetworkDown.class,
            "dialling before the network is ready",
            () -> near.dial(peer, Isolation.shared(), bench.patience().dial()));
    Check.equal(Reason.NOT_READY, failure.reason(), "the reason before the network is ready");
    Check.equal(Retry.WHEN_READY, failure.retry(), "when to try again");
  }

  @Case(number = 61, needs = Fault.DAEMON_GARBLED)
  @Rule("D5")
  void dial_malformedDaemonReplyIsDaemonProtocolNotPeer(Bench bench) throws Exception {
    ours(
        bench,
        Fault.DAEMON_GARBLED,
        Set.of(Reason.DAEMON_PROTOCOL, Reason.VERSION, Reason.NO_DAEMON, Reason.NOT_READY));
  }

  /// Says that a dial fails on our side while our daemon has a fault, and works when it has not.
  private static void ours(Bench bench, Fault fault, Set<Reason> reasons) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    bench.inject(fault, near);
    var failure =
        Check.fails(
            NetworkDown.class,
            "dialling with a daemon that has the fault " + fault,
            () -> near.dial(listener.address(), Isolation.shared(), bench.patience().dial()));
    Check.that(
        reasons.contains(failure.reason()),
        "the reason is %s, and should be one of %s".formatted(failure.reason(), reasons));
    bench.heal(near);
    var link = again(bench, near, listener.address());
    Streams.alive(link, bench.accept(listener), bench.patience().soon());
  }

  /// Dials after a fault, which a dial may have noticed before the status did.
  private static Link again(Bench bench, Network near, Address address) throws Exception {
    var end = System.nanoTime() + bench.patience().firstContact().toNanos();
    while (true) {
      bench.usable(near);
      try {
        return bench.dial(near, address);
      } catch (NetworkDown e) {
        if (System.nanoTime() >= end) {
          throw e;
        }
        near.awaitStatus(near.status().sequence(), bench.patience().glance());
      }
    }
  }

  @Case(number = 62, core = true)
  @Rule({"X1", "X2", "N7"})
  void dial_everyExceptionHasKindLocusRetry(Bench bench) throws Exception {
    var near = bench.network();
    var peer = bench.key().address();
    for (var failure : failures(bench, near, peer)) {
      var text = String.valueOf(failure.getMessage());
      Check.that(!text.isBlank(), "a failure has no message: " + failure.reason());
      var host = peer.text().substring(peer.scheme().length() + 1);
      Check.that(!text.contains(host), "a message contains the address");
      Check.that(
          !text.contains(bench.config(near).directory().toString()),
          "a message contains the data directory");
      Check.that(Failures.fits(failure), Failures.misfit(failure));
    }
  }

  private static List<NetworkException> failures(Bench bench, Network near, Address peer) {
    var all = new ArrayList<NetworkException>();
    all.add(unreachable(bench, near, peer));
    var foreign = Address.of(peer.scheme().equals("zz9") ? "zz8" : "zz9", peer.id());
    all.add(failure(near, foreign, bench.patience().dial()));
    all.add(failure(near, peer, Duration.ZERO));
    near.close();
    all.add(failure(near, peer, bench.patience().dial()));
    return all;
  }

  private static NetworkException failure(Network near, Address peer, Duration timeout) {
    return Check.fails(
        NetworkException.class,
        "a dial that cannot work",
        () -> near.dial(peer, Isolation.shared(), timeout));
  }

  @Case(number = 63)
  @Rule("D6")
  void dial_peerNotFoundThenPublishedThenSucceeds(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var key = bench.key();
    unreachable(bench, near, key.address());
    var listener = bench.listen(far, key);
    var link = dialAfterMemory(bench, near, listener.address());
    Streams.alive(link, bench.accept(listener), bench.patience().soon());
  }

  /// Dials again until the failed look-up may no longer be remembered.
  private static Link dialAfterMemory(Bench bench, Network near, Address address) throws Exception {
    var end = System.nanoTime() + bench.traits().notFoundMemory().toNanos();
    while (true) {
      try {
        return bench.dial(near, address);
      } catch (PeerUnreachable e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  @Case(number = 64)
  @Rule("D7")
  void dial_selfWorksOrIsTypedUnsupported(Bench bench) throws Exception {
    var network = bench.network();
    var listener = bench.listen(network);
    if (bench.has(Trait.SELF_DIAL)) {
      var link = bench.dial(network, listener.address());
      Streams.alive(link, bench.accept(listener), bench.patience().soon());
      return;
    }
    var failure =
        Check.fails(
            AddressRejected.class,
            "dialling oneself without SELF_DIAL",
            () -> network.dial(listener.address(), Isolation.shared(), bench.patience().dial()));
    Check.equal(Reason.UNSUPPORTED, failure.reason(), "the reason for not dialling oneself");
  }

  @Case(number = 65, gate = Trait.DIAL_CONFIRMED)
  @Rule("T1")
  void dial_confirmedFlagMatchesReality(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    var link = bench.dial(near, listener.address());
    var accepted = listener.accept(Duration.ZERO);
    Check.that(accepted.isPresent(), "DIAL_CONFIRMED, and a link that was dialled has not arrived");
    Streams.alive(link, accepted.get(), bench.patience().soon());
  }

  @Case(number = 66)
  @Rule({"D1", "N2"})
  void dial_foreignOrClearnetAddressIsRejectedWithoutIo(Bench bench) throws Exception {
    var near = bench.network();
    var id = bench.key().address().id();
    var own = bench.provider().scheme();
    try (var trap = DnsTrap.set()) {
      var before = Footprint.now();
      for (var foreign :
          List.of(
              Address.of(own.equals("zz9") ? "zz8" : "zz9", id),
              Address.of(own.equals("ip4") ? "ip" : "ip4", new byte[] {(byte) 192, 0, 2, 1}),
              Address.of(own, new byte[] {1}))) {
        Check.fails(
            AddressRejected.class,
            "dialling an address that cannot be of this network",
            () -> near.dial(foreign, Isolation.shared(), bench.patience().dial()));
      }
      Check.equal(List.of(), trap.names(), "names that were looked up");
      Check.equal(List.of(), Footprint.now().since(before), "what a rejected dial left open");
    }
  }

  private static boolean canInject(Bench bench, Fault fault) {
    return bench.backend().faults().stream().anyMatch(faults -> faults.supported().contains(fault));
  }

  private static PeerUnreachable unreachable(Bench bench, Network near, Address address) {
    return Check.fails(
        PeerUnreachable.class,
        "dialling a peer that cannot be reached",
        () -> near.dial(address, Isolation.shared(), bench.patience().dial()));
  }
}
