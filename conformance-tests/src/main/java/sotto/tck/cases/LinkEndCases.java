package sotto.tck.cases;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import sotto.spi.Link;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.Trait;
import sotto.tck.Case;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;
import sotto.tck.engine.Task;

/// The end of a link.
@Group(number = 8, title = "Link I/O")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class LinkEndCases {

  private static final int CLOSERS = 8;

  @Case(number = 82, core = true)
  @Rule({"L1", "L3"})
  void io_closeGivesPeerEofAfterAllDataOrReset(Bench bench) throws Exception {
    var pair = bench.pair();
    for (var length : new int[] {0, 1, 1000, 40_000}) {
      var bytes = bench.bytes(length);
      var link = length == 0 ? pair : bench.another(pair);
      Streams.write(link.dialled(), bytes);
      link.dialled().close();
      allOrReset(bench, link.accepted(), bytes);
      var other = bench.another(pair);
      Streams.write(other.accepted(), bytes);
      other.accepted().close();
      allOrReset(bench, other.dialled(), bytes);
    }
  }

  private static void allOrReset(Bench bench, Link link, byte[] bytes) throws Exception {
    var got = new ByteArrayOutputStream();
    var reading = bench.start("reading what was written before close", () -> drain(link, got));
    var ended = reading.result();
    var arrived = got.toByteArray();
    Check.equal(
        Arrays.copyOf(bytes, Math.min(arrived.length, bytes.length)), arrived, "what arrived");
    if (ended) {
      Check.equal(bytes.length, arrived.length, "how much arrived before a proper end (L1, L3)");
      Check.equal(-1, link.read(ByteBuffer.allocate(1)), "a read after the end");
      Check.equal(-1, link.read(ByteBuffer.allocate(1), Duration.ofDays(1)), "a timed read");
    }
    link.close();
  }

  private static boolean drain(Link link, ByteArrayOutputStream got) throws IOException {
    var buffer = ByteBuffer.allocate(777);
    try {
      while (link.read(buffer) >= 0) {
        got.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      return true;
    } catch (LinkLost _) {
      return false;
    }
  }

  @Case(number = 83, core = true)
  @Rule("L3")
  void io_noHalfClose_closingOutClosesLink(Bench bench) throws Exception {
    var pair = bench.pair();
    bothWays(bench, pair.dialled(), pair.accepted());
    var other = bench.another(pair);
    bothWays(bench, other.accepted(), other.dialled());
  }

  /// A link has no halves to close: closing one end ends what is read and what is written at both.
  private static void bothWays(Bench bench, Link closing, Link staying) throws Exception {
    Streams.write(closing, "before");
    closing.close();
    Check.fails(
        ClosedChannelException.class,
        "a read where the link was closed",
        () -> closing.read(ByteBuffer.allocate(1)));
    Check.fails(
        ClosedChannelException.class,
        "a write where the link was closed",
        () -> closing.write(ByteBuffer.allocate(1)));
    Over.writingFails(bench, staying, "writing to a peer that has closed");
    Over.gone(bench, staying, "reading from a peer that has closed");
  }

  @Case(number = 84, gate = Trait.ABORT_SIGNAL)
  @Rule("L7")
  void io_resetIsDistinguishableFromEof(Bench bench) throws Exception {
    var pair = bench.pair();
    var waiting = bench.start("a read", () -> Streams.readToEnd(pair.accepted())).awaitBlocked();
    pair.dialled().abort();
    waiting.fails(LinkLost.class);
    var second = bench.another(pair);
    Streams.write(second.accepted(), bench.bytes(100));
    second.accepted().abort();
    second.accepted().abort();
    second.accepted().close();
    bench
        .start("reading an aborted link", () -> Streams.readToEnd(second.dialled()))
        .fails(LinkLost.class);
    Check.fails(
        ClosedChannelException.class,
        "a read where the link was aborted",
        () -> second.accepted().read(ByteBuffer.allocate(1)));
    var third = bench.another(pair);
    third.dialled().close();
    third.dialled().abort();
    var end = bench.start("reading a closed link", () -> Streams.readToEnd(third.accepted()));
    Check.equal(0, end.result().length, "what was read from a link that was closed, not aborted");
  }

  @Case(number = 85, core = true)
  @Rule("L4")
  void io_closeIsIdempotentFromManyThreads(Bench bench) throws Exception {
    var pair = bench.pair();
    var start = new CountDownLatch(1);
    var closers = new ArrayList<Task<Boolean>>();
    for (var i = 0; i < CLOSERS; i++) {
      var aborts = i == CLOSERS - 1;
      for (var link : new Link[] {pair.dialled(), pair.accepted()}) {
        closers.add(bench.start("closing", () -> close(link, start, aborts)));
      }
    }
    start.countDown();
    for (var closer : closers) {
      closer.result();
    }
    Over.closedHere(pair.dialled());
    Over.closedHere(pair.accepted());
    pair.dialled().close();
    pair.accepted().abort();
  }

  private static boolean close(Link link, CountDownLatch start, boolean aborts)
      throws InterruptedException {
    start.await();
    if (aborts) {
      link.abort();
    } else {
      link.close();
    }
    return true;
  }

  @Case(number = 86, core = true)
  @Rule("L4")
  void io_readAfterCloseThrowsLinkClosed(Bench bench) throws Exception {
    var pair = bench.pair();
    Streams.write(pair.dialled(), "unread");
    pair.accepted().close();
    pair.dialled().abort();
    for (var link : new Link[] {pair.dialled(), pair.accepted()}) {
      var closed = ClosedChannelException.class;
      Check.fails(closed, "read after close", () -> link.read(ByteBuffer.allocate(1)));
      Check.fails(
          closed,
          "a timed read after close",
          () -> link.read(ByteBuffer.allocate(1), Duration.ZERO));
      Check.fails(closed, "write after close", () -> link.write(ByteBuffer.allocate(1)));
      Over.closedHere(link);
    }
  }

  @Case(number = 87)
  @Rule("L6")
  void io_writeAfterPeerCloseFailsEventually(Bench bench) throws Exception {
    var pair = bench.pair();
    pair.accepted().close();
    blamesNobodyHere(Over.writingFails(bench, pair.dialled(), "writing to a peer that closed"));
    Check.fails(
        LinkLost.class, "the next write", () -> pair.dialled().write(ByteBuffer.allocate(1)));
    var second = bench.another(pair);
    var filler = Filler.start(bench, second.accepted()).awaitStalled();
    second.dialled().close();
    blamesNobodyHere(filler.task().fails(LinkLost.class));
  }

  private static void blamesNobodyHere(LinkLost failure) {
    Check.that(
        failure.fault() != NetworkException.Fault.OURS,
        "a peer that closed is reported as a fault of ours");
  }
}
