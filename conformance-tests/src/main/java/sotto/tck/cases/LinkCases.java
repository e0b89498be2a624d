package sotto.tck.cases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import sotto.spi.Link;
import sotto.tck.Case;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;
import sotto.tck.engine.Task;

/// Bytes on a link.
@Group(number = 8, title = "Link I/O")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class LinkCases {

  private static final int LARGE = 4 << 20;
  private static final int PIECE_MAX = 3000;
  private static final int PING_PONGS = 200;
  private static final int PARALLEL = 24;

  /// What a network that promises an hour is watched for, in glances.
  private static final int IDLE_GLANCES_MAX = 15;

  @Case(number = 78, core = true)
  @Rule({"N1", "L1", "L2"})
  void io_bytesArriveInOrderUnmodified(Bench bench) throws Exception {
    var pair = bench.pair();
    for (var bytes : new byte[][] {Streams.allValues(256), bench.bytes(1), bench.bytes(100_000)}) {
      transfer(bench, pair.dialled(), pair.accepted(), bytes);
      transfer(bench, pair.accepted(), pair.dialled(), bytes);
    }
  }

  private static void transfer(Bench bench, Link from, Link to, byte[] bytes) throws Exception {
    var cuts = new SplittableRandom(bench.random().nextLong());
    var pieces = new SplittableRandom(bench.random().nextLong());
    var writing = bench.start("writing in pieces", () -> writePieces(from, bytes, cuts));
    var reading = bench.start("reading in pieces", () -> readPieces(to, bytes.length, pieces));
    Check.equal(bytes, reading.result(bench.patience().soon().multipliedBy(2)), "what arrived");
    Check.equal(bytes.length, writing.result(), "how much was written");
  }

  private static int writePieces(Link link, byte[] bytes, RandomGenerator cuts) throws IOException {
    var at = 0;
    while (at < bytes.length) {
      var length = Math.min(bytes.length - at, 1 + cuts.nextInt(PIECE_MAX));
      var piece =
          cuts.nextBoolean() ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
      piece.put(bytes, at, length).flip();
      Check.equal(
          length, link.write(cuts.nextBoolean() ? piece : piece.asReadOnlyBuffer()), "write");
      at += length;
    }
    return at;
  }

  private static byte[] readPieces(Link link, int length, RandomGenerator sizes)
      throws IOException {
    var all = ByteBuffer.allocate(length);
    while (all.hasRemaining()) {
      var room = Math.min(all.remaining(), 1 + sizes.nextInt(PIECE_MAX));
      var margin = sizes.nextInt(9);
      var piece = ByteBuffer.allocate(margin + room + margin).position(margin).limit(margin + room);
      var count = link.read(piece);
      Check.that(count > 0, "read gave %d before the end (L1)".formatted(count));
      Check.equal(margin + count, piece.position(), "the buffer's position after a read");
      for (var i = 0; i < margin; i++) {
        Check.that(
            piece.get(i) == 0 && piece.array()[margin + room + i] == 0,
            "a read changed the buffer outside of its bounds");
      }
      all.put(piece.limit(margin + count).position(margin));
    }
    return all.array();
  }

  @Case(number = 79, core = true)
  @Rule({"N1", "L2"})
  void io_largeTransferBothWaysAtOnce(Bench bench) throws Exception {
    var pair = bench.pair();
    var there = bench.bytes(LARGE);
    var back = bench.bytes(LARGE);
    var limit = bench.patience().soon().multipliedBy(3);
    var start = System.nanoTime();
    var writes = new ArrayList<Task<Boolean>>();
    writes.add(bench.start("writing there", () -> write(pair.dialled(), there)));
    writes.add(bench.start("writing back", () -> write(pair.accepted(), back)));
    var reads = bench.start("reading there", () -> Streams.read(pair.accepted(), LARGE));
    var readsBack = bench.start("reading back", () -> Streams.read(pair.dialled(), LARGE));
    Check.equal(there, reads.result(limit), "a large transfer there");
    Check.equal(back, readsBack.result(limit), "a large transfer back");
    for (var each : writes) {
      each.result();
    }
    var seconds = (System.nanoTime() - start) / 1e9;
    bench.measured("throughput", 2 * LARGE / seconds / (1 << 20), "MiB/s");
  }

  private static boolean write(Link link, byte[] bytes) throws IOException {
    Streams.write(link, bytes);
    return true;
  }

  @Case(number = 80)
  @Rule({"L1", "L2"})
  void io_oneByteWritesDoNotStall(Bench bench) throws Exception {
    var pair = bench.pair();
    var limit = bench.patience().soon().plus(bench.traits().dialTypical().multipliedBy(PING_PONGS));
    var start = System.nanoTime();
    var answers = bench.start("answering", () -> answer(pair.accepted()));
    var asks =
        bench.start(
            "asking byte by byte",
            () -> {
              for (var i = 0; i < PING_PONGS; i++) {
                Streams.write(pair.dialled(), new byte[] {(byte) i});
                Check.equal((byte) (i + 1), Streams.read(pair.dialled(), 1)[0], "the answer");
              }
              return true;
            });
    asks.result(limit);
    answers.result();
    bench.measured("roundtrip", Duration.ofNanos((System.nanoTime() - start) / PING_PONGS));
  }

  private static int answer(Link link) throws IOException {
    for (var i = 0; i < PING_PONGS; i++) {
      Streams.write(link, new byte[] {(byte) (Streams.read(link, 1)[0] + 1)});
    }
    return PING_PONGS;
  }

  @Case(number = 81)
  @Rule("L2")
  void io_backPressureBoundsSenderMemory(Bench bench) throws Exception {
    var pair = bench.pair();
    var filler = Filler.start(bench, pair.dialled()).awaitStalled();
    bench.measured("buffered", (double) filler.written(), "bytes");
    filler.stop();
    var reading = bench.start("reading what had to wait", () -> countInOrder(pair.accepted()));
    var written = filler.task().result();
    pair.dialled().close();
    Check.equal(written, reading.result(), "how many bytes arrived after the writer had to wait");
  }

  private static long countInOrder(Link link) throws IOException {
    var buffer = ByteBuffer.allocate(PIECE_MAX);
    var count = 0L;
    while (link.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        if (buffer.get() != Filler.valueAt(count)) {
          Check.that(false, "byte %d is not what was written".formatted(count));
        }
        count++;
      }
      buffer.clear();
    }
    return count;
  }

  @Case(number = 88)
  @Rule("L9")
  void io_idleLinkSurvivesMaxIdleTrait(Bench bench) throws Exception {
    var clock = new Clock();
    var near = bench.usable(bench.open(bench.config().with(clock)));
    var far = bench.usable(bench.open(bench.config().with(clock)));
    var pair = bench.pair(near, far);
    Streams.alive(pair.dialled(), pair.accepted(), bench.patience().soon());
    var longest = bench.patience().glance().multipliedBy(IDLE_GLANCES_MAX);
    var idle = bench.traits().idleMax().compareTo(longest) > 0 ? longest : bench.traits().idleMax();
    clock.advance(bench.traits().idleMax());
    Check.that(pair.listener().accept(idle).isEmpty(), "a link arrived that nobody dialled");
    bench.measured("idle", idle);
    Streams.alive(pair.dialled(), pair.accepted(), bench.patience().soon());
  }

  @Case(number = 89)
  @Rule({"L8", "N1"})
  void io_manyParallelLinksAreIndependent(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    bench.echo(listener);
    var links = new ArrayList<Link>();
    for (var i = 0; i < PARALLEL; i++) {
      links.add(bench.dial(near, listener.address()));
    }
    var echoes = new ArrayList<Task<Boolean>>();
    for (var link : links) {
      var bytes = bench.bytes(20_000);
      echoes.add(bench.start("an echo among many", () -> echo(bench, link, bytes)));
    }
    for (var i = 0; i < PARALLEL; i++) {
      echoes.get(i).result();
      if (i % 2 == 0) {
        links.get(i).close();
      }
    }
    for (var i = 1; i < PARALLEL; i += 2) {
      echo(bench, links.get(i), bench.bytes(10));
    }
  }

  private static boolean echo(Bench bench, Link link, byte[] bytes) throws IOException {
    Streams.echo(link, bytes, bench.patience().soon());
    return true;
  }

  @Case(number = 90)
  @Rule("L8")
  void io_slowReaderOnOneLinkDoesNotStallOthers(Bench bench) throws Exception {
    var slow = bench.pair();
    Filler.start(bench, slow.dialled()).awaitStalled();
    var other = bench.another(slow);
    var talk =
        bench.start(
            "talk on another link while one is full",
            () -> {
              Streams.alive(other.dialled(), other.accepted(), bench.patience().soon());
              var bytes = bench.bytes(10_000);
              Streams.write(other.dialled(), bytes);
              return Streams.read(other.accepted(), bytes.length, bench.patience().soon());
            });
    talk.result();
  }

  @Case(number = 91)
  @Rule("L10")
  void io_zeroLengthAndHugeBuffers(Bench bench) throws Exception {
    var pair = bench.pair();
    var nothing = ByteBuffer.allocate(0);
    var reading = bench.start("a read into no room", () -> pair.accepted().read(nothing));
    Check.equal(0, reading.result(), "a read into no room");
    var timed = bench.start("a read", () -> pair.accepted().read(nothing, Duration.ofDays(1)));
    Check.equal(0, timed.result(), "a read into no room with a timeout");
    Check.equal(0, pair.dialled().write(nothing), "a write of nothing");
    Streams.write(pair.dialled(), "x");
    var huge = ByteBuffer.allocateDirect(LARGE);
    var count = bench.start("a read into a huge buffer", () -> pair.accepted().read(huge));
    Check.equal(1, count.result(), "a read takes what is there and waits for no more (L1)");
    var bytes = bench.bytes(LARGE);
    var writing = bench.start("a huge write", () -> write(pair.dialled(), bytes));
    var limit = bench.patience().soon().multipliedBy(2);
    Check.equal(bytes, Streams.read(pair.accepted(), LARGE, limit), "a huge write");
    writing.result();
  }
}
