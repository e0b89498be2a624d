package sotto.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sotto.protocol.crypto.Bytes;

/// What does a session add to the cipher it uses?
///
/// Sealing and opening 64 KiB with the JDK's ChaCha20-Poly1305 costs about 25 µs each on one core.
/// Framing copies every byte twice more, at some GB/s, so at least 70 % of the cipher's rate should
/// be left. One operation moves 64 KiB of messages through a session: sealed, written to memory,
/// read, opened and cut into messages. [#besideItsCipher] compares it with [CipherBenchmark] in a
/// way that a busy machine does not disturb; what the pipe in memory costs, which stands for the
/// link, [Pipe] says.
///
/// It runs as the program does, with the serial collector. What is left beside the cipher is mostly
/// memory for messages that nobody has touched before.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(jvmArgsAppend = "-XX:+UseSerialGC")
public class SessionBenchmark {

  private static final int MOVED = 64 * 1024;

  /// How long each message is, in bytes.
  @Param({"256", "16384"})
  public int message;

  private SessionPair pair = SessionPair.inMemory();
  private List<Bytes> batch = List.of();
  private final CipherBenchmark cipher = CipherBenchmark.ofPieces(16 * 1024);

  /// Makes a batch of 64 KiB.
  @Setup
  public void prepare() {
    batch = Collections.nCopies(MOVED / message, Bytes.owned(new byte[message]));
  }

  /// Ends the session.
  @TearDown
  public void end() {
    pair.close();
  }

  /// 64 KiB of messages from one end to the other, in one batch.
  @Benchmark
  public int move64KiB() throws IOException {
    pair.dialler().send(batch);
    var received = 0;
    while (received < batch.size()) {
      received += pair.listener().receive().size();
    }
    return received;
  }

  /// The same, and after each the cipher alone on as many bytes: whatever else the machine does
  /// slows down both alike. The ratio of the two shares is what a session leaves of its cipher.
  @Benchmark
  public int besideItsCipher(Shares shares) throws Exception {
    var start = System.nanoTime();
    var received = move64KiB();
    var between = System.nanoTime();
    cipher.sealAndOpen64KiB();
    shares.session += between - start;
    shares.cipher += System.nanoTime() - between;
    return received;
  }

  /// How many nanoseconds of each second went where.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Shares {

    /// To the session.
    public long session;

    /// To the cipher alone.
    public long cipher;
  }

  /// One small message at a time, as on an idle link.
  @Benchmark
  @OperationsPerInvocation(16)
  public int oneByOne() throws IOException {
    var received = 0;
    var one = batch.subList(0, 1);
    for (var i = 0; i < 16; i++) {
      pair.dialler().send(one);
      received += pair.listener().receive().size();
    }
    return received;
  }

  /// The pipe alone: what [#move64KiB] pays to the link.
  @State(Scope.Thread)
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Fork(jvmArgsAppend = "-XX:+UseSerialGC")
  public static class Pipe {

    private final PipeLink[] ends = PipeLink.pair();
    private final ByteBuffer from = ByteBuffer.allocate(MOVED);
    private final ByteBuffer to = ByteBuffer.allocate(MOVED);

    /// 64 KiB into the pipe and out of it.
    @Benchmark
    public int pipe64KiB() throws IOException {
      ends[0].write(from.clear());
      return ends[1].read(to.clear());
    }
  }

  /// A whole handshake: two nodes prove themselves to each other.
  @State(Scope.Thread)
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public static class Handshake {

    /// Both ends, on two threads.
    @Benchmark
    public byte[] both() {
      try (var pair = SessionPair.inMemory()) {
        return Arrays.copyOf(pair.dialler().channelBinding().toArray(), 4);
      }
    }
  }
}
