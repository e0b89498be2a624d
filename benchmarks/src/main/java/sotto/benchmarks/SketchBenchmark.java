package sotto.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;
import sotto.protocol.sketch.Progress;
import sotto.protocol.sketch.ShortIds;
import sotto.protocol.sketch.Sketch;

/// What does it cost to find out what another node has and we have not, among 100,000 items?
///
/// An element is part of 2 ln(m/2) of the first m symbols: 11 of 512, 13 of 1,500. At some 10 ns
/// for each, an element costs a fifth of a microsecond beside its two short hashes, so a sketch for
/// a new session is there after 50 ms, and a comparison that finds it up to date has only to copy 7
/// MB, for each side.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SketchBenchmark {

  private static final int ELEMENTS = 100_000;
  private static final int DIFFERENCES = 100;
  private static final int SYMBOLS = 1_500;
  private static final int PAGE = 50;
  private static final Bytes SALT = id(-1);

  private final List<Bytes> ids =
      IntStream.range(0, ELEMENTS).mapToObj(SketchBenchmark::id).toList();
  private @Nullable Sketch ours;
  private @Nullable Sketch theirs;

  /// Makes two sketches that differ.
  @Setup
  public void prepare() {
    ours = sketch();
    theirs = sketch();
    for (var i = 0; i < DIFFERENCES; i++) {
      (i % 2 == 0 ? ours : theirs).add(id(ELEMENTS + i));
    }
  }

  /// Making a sketch, for each element of it.
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public Sketch add() {
    return sketch();
  }

  /// Making 1,500 symbols of a sketch that is up to date, for each element of it.
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public int symbols() {
    var bytes = 0;
    if (ours != null) {
      var stream = ours.stream();
      while (stream.taken() < SYMBOLS) {
        bytes += stream.take(PAGE).size();
      }
    }
    return bytes;
  }

  /// Comparing two sketches that are up to date, both sides of it.
  @Benchmark
  public Progress compare() {
    if (ours == null || theirs == null) {
      throw new IllegalStateException("prepare comes first");
    }
    var stream = theirs.stream();
    var decoder = ours.decoder(SYMBOLS);
    while (decoder.progress() instanceof Progress.More) {
      decoder.take(stream.take(PAGE));
    }
    return decoder.progress();
  }

  private Sketch sketch() {
    var sketch = new Sketch(new ShortIds(SALT));
    ids.forEach(sketch::add);
    return sketch;
  }

  private static Bytes id(int number) {
    return Hash.sha256(Bytes.owned(ByteBuffer.allocate(Integer.BYTES).putInt(number).array()));
  }
}
