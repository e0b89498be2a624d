package sotto.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
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
/// Sealing and opening 64 KiB with the JDK's ChaCha20-Poly1305 costs about 55 µs each on one core.
/// Framing copies every byte twice more, at some GB/s, so at least 70 % of the cipher's rate should
/// be left. One operation moves 64 KiB of messages through a session: sealed, written to memory,
/// read, opened and cut into messages. Compare with [CipherBenchmark] in the same run.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SessionBenchmark {

  private static final int MOVED = 64 * 1024;

  /// How long each message is, in bytes.
  @Param({"256", "16384"})
  public int message;

  private SessionPair pair = SessionPair.inMemory();
  private List<Bytes> batch = List.of();

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
