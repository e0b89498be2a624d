package sotto.tck.cases;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Network;
import sotto.spi.NetworkException.DialTimeout;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;

/// Calls with a deadline end by it, and lose nothing.
@Group(number = 7, title = "Deadlines and cancellation")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class DeadlineCases {

  private static final int GLANCES = 4;

  @Case(number = 67, core = true, needs = Fault.DIALS_STALL)
  @Rule("D2")
  void deadline_dialStallsThrowsTimeoutNotLater(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var listener = bench.listen(far);
    bench.dial(near, listener.address()).close();
    bench.accept(listener).close();
    bench.inject(Fault.DIALS_STALL, far);
    endsByItsDeadline(bench, near, listener.address());
    bench.heal(far);
    var dialled = bench.dial(near, listener.address());
    var accepted = Over.acceptBehindLateOnes(bench, listener, dialled);
    Streams.alive(dialled, accepted, bench.patience().soon());
    bench.inject(Fault.DIALS_STALL, near);
    endsByItsDeadline(bench, near, listener.address());
  }

  private static void endsByItsDeadline(Bench bench, Network near, Address address) {
    var timeout = bench.patience().glance().multipliedBy(GLANCES);
    var start = System.nanoTime();
    var dial =
        bench.start(
            "a dial that nobody answers", () -> near.dial(address, Isolation.shared(), timeout));
    Check.fails(
        DialTimeout.class,
        "a dial that nobody answers",
        () -> dial.result(timeout.plus(bench.patience().grace())));
    var took = Duration.ofNanos(System.nanoTime() - start);
    Check.that(
        took.compareTo(timeout.dividedBy(2)) > 0,
        "a dial gave up after %d of %d ms".formatted(took.toMillis(), timeout.toMillis()));
  }

  @Case(number = 68)
  @Rule({"V6", "N1"})
  void deadline_acceptTimesOutAndListenerStaysUsable(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    for (var timeout :
        List.of(bench.patience().glance(), Duration.ZERO, Duration.ofSeconds(-1), Duration.ZERO)) {
      var accept = bench.start("an accept with a timeout", () -> listener.accept(timeout));
      Check.that(accept.result().isEmpty(), "a link was accepted that nobody dialled");
    }
    var dialled = bench.dial(near, listener.address());
    Streams.alive(dialled, bench.accept(listener), bench.patience().soon());
  }

  @Case(number = 69)
  @Rule("L12")
  void deadline_readTimeoutKeepsLinkUsable(Bench bench) throws Exception {
    var pair = bench.pair();
    var link = pair.accepted();
    var buffer = ByteBuffer.allocate(8);
    for (var timeout : List.of(bench.patience().glance(), Duration.ZERO, Duration.ofSeconds(-1))) {
      Check.equal(0, link.read(buffer, timeout), "what a read gives when the time runs out (L12)");
      Check.equal(0, buffer.position(), "the buffer's position after no byte came");
      Check.that(link.isOpen(), "a read that timed out closed the link (L12)");
    }
    var bytes = bench.bytes(5_000);
    Streams.write(pair.dialled(), bytes);
    Check.equal(
        bytes, Streams.read(link, bytes.length, bench.patience().soon()), "bytes after a timeout");
    inDribbles(bench, pair.dialled(), link);
    Streams.alive(link, pair.dialled(), bench.patience().soon());
  }

  /// Reads with deadlines that are over while the bytes are still on their way.
  private static void inDribbles(Bench bench, Link from, Link to) throws Exception {
    var bytes = bench.bytes(200);
    var got = ByteBuffer.allocate(bytes.length);
    var end = System.nanoTime() + bench.patience().soon().toNanos();
    for (var each : bytes) {
      to.read(got, Duration.ofNanos(1));
      from.write(ByteBuffer.wrap(new byte[] {each}));
    }
    while (got.hasRemaining() && System.nanoTime() < end) {
      Check.that(to.read(got, Duration.ofMillis(1)) >= 0, "the link ended while it was written to");
    }
    Check.equal(bytes, got.array(), "bytes read with short deadlines (L12)");
  }

  @Case(number = 70)
  @Rule("D2")
  void deadline_expiredDeadlineFailsBeforeAnyIo(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    bench.dial(near, listener.address()).close();
    bench.accept(listener).close();
    for (var timeout : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-9))) {
      var dial =
          bench.start(
              "a dial without time",
              () -> near.dial(listener.address(), Isolation.shared(), timeout));
      dial.fails(DialTimeout.class);
    }
    Check.that(
        listener.accept(bench.patience().glance()).isEmpty(),
        "a dial without time reached the peer (D2)");
  }
}
