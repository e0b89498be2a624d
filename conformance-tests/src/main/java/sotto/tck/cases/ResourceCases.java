package sotto.tck.cases;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.Network;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.ServiceKey;
import sotto.spi.Trait;
import sotto.tck.Case;
import sotto.tck.Level;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Kind;
import sotto.tck.engine.Streams;
import sotto.tck.engine.Task;

/// Many callers at once.
@Group(number = 13, title = "Concurrency and resources")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class ResourceCases {

  private static final int DIALS = 48;
  private static final int CLOSINGS = 12;
  private static final int DIALS_AT_CLOSING = 6;
  private static final int STORM_THREADS = 4;
  private static final int STORM_ROUNDS = 25;

  @Case(number = 130)
  @Rule({"N1", "V6", "V7"})
  void conc_parallelDialsFromManyVirtualThreads(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    bench.echo(listener);
    var start = new CountDownLatch(1);
    var dials = new ArrayList<Task<Boolean>>();
    for (var i = 0; i < DIALS; i++) {
      var bytes = bench.bytes(500);
      dials.add(
          bench.start(
              "one of many dials",
              () -> {
                start.await();
                try (var link = bench.dial(near, listener.address())) {
                  Streams.echo(link, bytes, bench.patience().soon());
                  return true;
                }
              }));
    }
    start.countDown();
    for (var dial : dials) {
      dial.result(bench.patience().firstContact());
    }
  }

  @Case(number = 131)
  @Rule({"N3", "D3"})
  void conc_dialWhileClosing(Bench bench) throws Exception {
    var listener = bench.listen(bench.network());
    bench.echo(listener);
    for (var i = 0; i < CLOSINGS; i++) {
      var near = bench.network();
      if (i == 0) {
        bench.dial(near, listener.address()).close();
      }
      var dials = new ArrayList<Task<List<Link>>>();
      for (var j = 0; j < DIALS_AT_CLOSING; j++) {
        dials.add(bench.start("dials while closing", () -> dials(bench, near, listener.address())));
      }
      near.close();
      for (var dial : dials) {
        for (var link : dial.result()) {
          Check.that(!link.isOpen(), "a link outlives its network (N3)");
        }
      }
    }
  }

  /// Dials a few times, or until the network is closed.
  private static List<Link> dials(Bench bench, Network near, Address address) throws Exception {
    var links = new ArrayList<Link>();
    try {
      while (links.size() < DIALS_AT_CLOSING) {
        links.add(bench.dial(near, address));
      }
      return links;
    } catch (NetworkClosed _) {
      return links;
    }
  }

  @Case(number = 132)
  @Rule({"V2", "V3", "N3"})
  void conc_listenCloseStorm(Bench bench) throws Exception {
    var far = bench.network();
    var contended = bench.key();
    var threads = bench.has(Trait.MULTI_LISTENER) ? STORM_THREADS : 1;
    threads = Math.min(threads, bench.traits().listenersMax());
    var storm = new ArrayList<Task<Integer>>();
    for (var i = 0; i < threads; i++) {
      var own = bench.key();
      storm.add(bench.start("listening and closing", () -> listenAndClose(far, own, contended)));
    }
    for (var each : storm) {
      each.result(bench.patience().soon().plus(bench.patience().firstContact()));
    }
    var listener = bench.listen(far, contended);
    Daemons.dialWorks(bench, bench.network(), listener);
  }

  private static int listenAndClose(Network far, ServiceKey own, ServiceKey contended)
      throws Exception {
    var refused = 0;
    for (var i = 0; i < STORM_ROUNDS; i++) {
      far.listen(own).close();
      try (var listener = far.listen(contended)) {
        Check.equal(contended.address(), listener.address(), "the address that is listened on");
      } catch (KeyInUse _) {
        refused++;
      }
    }
    return refused;
  }

  @Case(number = 133, level = Level.SHOULD)
  @Rule("N1")
  void conc_noPinningInBlockingCalls(Bench bench) throws Exception {
    if (bench.kind() == Kind.PLATFORM) {
      return; // Only virtual threads can be pinned; the case runs on one next.
    }
    blockedOnce(bench);
    try (var pins = new Pins()) {
      blockedOnce(bench);
      var places = pins.places();
      Check.that(places.isEmpty(), "blocked calls pin the carrier of a virtual thread: " + places);
    }
  }

  /// Blocks in every call that may block, for a moment.
  private static void blockedOnce(Bench bench) throws Exception {
    var pair = bench.pair();
    var accept = bench.start("accept", pair.listener()::accept).awaitBlocked();
    var read = bench.start("read", () -> Streams.read(pair.accepted(), 1)[0]).awaitBlocked();
    Streams.write(pair.dialled(), "x");
    read.result();
    var filler = Filler.start(bench, pair.dialled()).awaitStalled();
    pair.accepted().close();
    filler.task().fails(IOException.class);
    bench.dial(pair.near(), pair.listener().address()).close();
    accept.result().close();
    var status =
        bench
            .start(
                "awaitStatus",
                () -> pair.near().awaitStatus(Long.MAX_VALUE, bench.patience().glance()))
            .awaitBlocked();
    status.result();
    pair.near().close();
    pair.far().close();
  }
}
