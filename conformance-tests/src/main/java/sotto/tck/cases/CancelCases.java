package sotto.tck.cases;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus;
import sotto.spi.Network;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkStatus;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;

/// Blocked calls end when their thread is interrupted or what they wait on is closed.
@Group(number = 7, title = "Deadlines and cancellation")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class CancelCases {

  /// Fewer than a listener's backlog, so that no dial is refused for want of room.
  private static final int CANCELS = 12;

  private static final Duration LONG = Duration.ofDays(1);

  @Case(number = 71, core = true)
  @Rule("D3")
  void cancel_interruptDuringDialFreesSocket(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    bench.echo(listener);
    bench.dial(near, listener.address()).close();
    for (var i = 0; i < CANCELS; i++) {
      interruptedAtOnce(bench, near, listener.address());
    }
    if (bench.can(Fault.DIALS_STALL)) {
      bench.inject(Fault.DIALS_STALL, near);
      for (var i = 0; i < CANCELS; i++) {
        var dial = bench.start("a dial", () -> dial(near, listener.address())).awaitBlocked();
        dial.interrupt();
        dial.fails(InterruptedException.class);
      }
      bench.heal(near);
    }
    try (var link = bench.dial(near, listener.address())) {
      Streams.echo(link, bench.bytes(100), bench.patience().soon());
    }
  }

  private static Link dial(Network near, Address address) throws Exception {
    return near.dial(address, Isolation.shared(), LONG);
  }

  /// A dial whose interrupt races with its success: either is right, and nothing else.
  private static void interruptedAtOnce(Bench bench, Network near, Address address)
      throws Exception {
    var dial = bench.start("a dial", () -> dial(near, address));
    dial.interrupt();
    try {
      dial.result().close();
    } catch (InterruptedException e) {
      if (!dial.done()) {
        throw e;
      }
    }
  }

  @Case(number = 72)
  @Rule("V6")
  void cancel_interruptDuringAccept(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    for (Callable<Object> call :
        List.<Callable<Object>>of(listener::accept, () -> listener.accept(LONG))) {
      var accept = bench.start("an accept", call).awaitBlocked();
      accept.interrupt();
      accept.fails(InterruptedException.class);
    }
    var dialled = bench.dial(near, listener.address());
    Streams.alive(dialled, bench.accept(listener), bench.patience().soon());
  }

  @Case(number = 73)
  @Rule("L5")
  void cancel_interruptDuringReadAndWrite(Bench bench) throws Exception {
    var pair = bench.pair();
    interrupted(bench, pair.dialled(), () -> pair.dialled().read(ByteBuffer.allocate(1)));
    Over.gone(bench, pair.accepted(), "the end of a link whose reader was interrupted");
    var second = bench.another(pair);
    interrupted(
        bench, second.accepted(), () -> second.accepted().read(ByteBuffer.allocate(1), LONG));
    Over.gone(bench, second.dialled(), "the end of a link whose reader was interrupted");
    var third = bench.another(pair);
    var filler = Filler.inOneWrite(bench, third.dialled()).awaitStalled();
    filler.task().interrupt();
    filler.task().fails(ClosedByInterruptException.class);
    Over.closedHere(third.dialled());
    Over.gone(bench, third.accepted(), "the end of a link whose writer was interrupted");
  }

  private static void interrupted(Bench bench, Link link, Callable<Integer> call) throws Exception {
    var kept = new AtomicBoolean();
    var read =
        bench
            .start(
                "a read",
                () -> {
                  try {
                    return call.call();
                  } finally {
                    kept.set(Thread.interrupted());
                  }
                })
            .awaitBlocked();
    read.interrupt();
    read.fails(ClosedByInterruptException.class);
    Check.that(kept.get(), "an interrupted read must leave the thread interrupted (L5)");
    Over.closedHere(link);
  }

  @Case(number = 74, core = true)
  @Rule({"N3", "S6", "L4", "V6"})
  void cancel_networkCloseWakesAllBlockedCalls(Bench bench) throws Exception {
    var pair = bench.pair();
    var network = pair.near();
    var listener = bench.listen(network);
    var accept = bench.start("accept", listener::accept).awaitBlocked();
    var timed = bench.start("accept with a timeout", () -> listener.accept(LONG)).awaitBlocked();
    var link = pair.dialled();
    var read = bench.start("read", () -> link.read(ByteBuffer.allocate(1))).awaitBlocked();
    var filler = Filler.inOneWrite(bench, link).awaitStalled();
    var status = bench.start("awaitStatus", () -> lastPhase(network)).awaitBlocked();
    var state = bench.start("the listener's awaitStatus", () -> lastState(listener)).awaitBlocked();
    network.close();
    accept.fails(NetworkClosed.class);
    timed.fails(NetworkClosed.class);
    read.fails(AsynchronousCloseException.class);
    filler.task().fails(AsynchronousCloseException.class);
    Check.equal(NetworkStatus.Phase.CLOSED, status.result(), "the last phase (S6)");
    Check.equal(ListenerStatus.State.CLOSED, state.result(), "the listener's last state");
    stalledDial(bench);
  }

  private static NetworkStatus.Phase lastPhase(Network network) throws InterruptedException {
    var status = network.status();
    while (status.phase() != NetworkStatus.Phase.CLOSED) {
      status = network.awaitStatus(status.sequence(), LONG);
    }
    return status.phase();
  }

  private static ListenerStatus.State lastState(Listener listener) throws InterruptedException {
    var status = listener.status();
    while (status.state() != ListenerStatus.State.CLOSED) {
      status = listener.awaitStatus(status.sequence(), LONG);
    }
    return status.state();
  }

  private static void stalledDial(Bench bench) throws Exception {
    if (bench.can(Fault.DIALS_STALL)) {
      var near = bench.network();
      var listener = bench.listen(bench.network());
      bench.inject(Fault.DIALS_STALL, near);
      var dial = bench.start("a dial", () -> dial(near, listener.address())).awaitBlocked();
      near.close();
      dial.fails(NetworkClosed.class);
    }
  }

  @Case(number = 75, core = true)
  @Rule("V6")
  void cancel_listenerCloseWakesAccept(Bench bench) throws Exception {
    var far = bench.network();
    var key = bench.key();
    var listener = bench.listen(far, key);
    var accept = bench.start("accept", listener::accept).awaitBlocked();
    var timed = bench.start("accept with a timeout", () -> listener.accept(LONG)).awaitBlocked();
    listener.close();
    accept.fails(NetworkClosed.class);
    timed.fails(NetworkClosed.class);
    Check.fails(NetworkClosed.class, "accept after close", () -> listener.accept(Duration.ZERO));
    var again = bench.listen(far, key);
    var dialled = bench.dial(bench.network(), again.address());
    Streams.alive(dialled, bench.accept(again), bench.patience().soon());
  }

  @Case(number = 76, core = true)
  @Rule("L4")
  void cancel_linkCloseWakesBlockedReaderAndWriter(Bench bench) throws Exception {
    var pair = bench.pair();
    wakes(bench, pair.dialled(), Link::close);
    Over.gone(bench, pair.accepted(), "the end of a link that was closed while blocked");
    var second = bench.another(pair);
    wakes(bench, second.accepted(), Link::abort);
    Over.gone(bench, second.dialled(), "the end of a link that was aborted while blocked");
  }

  private static void wakes(Bench bench, Link link, Consumer<Link> closing) throws Exception {
    var read = bench.start("a blocked read", () -> link.read(ByteBuffer.allocate(1)));
    read.awaitBlocked();
    var filler = Filler.inOneWrite(bench, link).awaitStalled();
    closing.accept(link);
    read.fails(AsynchronousCloseException.class);
    filler.task().fails(AsynchronousCloseException.class);
    Over.closedHere(link);
  }

  @Case(number = 77)
  @Rule("D3")
  void cancel_lateSuccessOfCancelledDialIsClosedNotLeaked(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var listener = bench.listen(far);
    bench.dial(near, listener.address()).close();
    bench.accept(listener).close();
    for (var i = 0; i < CANCELS; i++) {
      interruptedAtOnce(bench, near, listener.address());
    }
    Over.allArrived(bench, listener, "the far end of a cancelled dial");
    if (bench.can(Fault.DIALS_STALL)) {
      bench.inject(Fault.DIALS_STALL, far);
      var dial = bench.start("a dial", () -> dial(near, listener.address())).awaitBlocked();
      dial.interrupt();
      dial.fails(InterruptedException.class);
      var glance = bench.patience().glance();
      bench
          .start("a dial", () -> near.dial(listener.address(), Isolation.shared(), glance))
          .fails(DialTimeout.class);
      var other = bench.network();
      var closed = bench.start("a dial", () -> dial(other, listener.address())).awaitBlocked();
      other.close();
      closed.fails(NetworkClosed.class);
      bench.heal(far);
      Over.allArrived(bench, listener, "the far end of a dial that had been cancelled");
    }
  }
}
