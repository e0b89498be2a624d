package sotto.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkProvider;
import sotto.spi.ServiceKey;
import sotto.testnet.i2p.I2pRouter;
import sotto.testnet.i2p.I2pTestnet;

/// What does the I2P backend cost over I2P's streaming library?
///
/// Between a link and the library's stream there is one copy and one thread in each direction,
/// while every byte is ciphered and moved by three routers or more and gateways hold it back for
/// milliseconds: a link should have 95 % of a raw stream's rate or more, and 1.1 of its ping or
/// less. Whoever opens a network and listens waits for the same tunnels and the same lease set, for
/// two destinations at once: at most 1.2 of the time.
///
/// Both run between the same two routers of a private network with tunnels of one hop, in turns, so
/// that whatever else the machine does slows down both alike. The ratio of the two shares is the
/// answer.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class DestinationBenchmark {

  private static final int BULK = 1 << 20;
  private static final int HOPS = 1;

  /// Gateways hold messages back for a tenth of a second otherwise, which would be all that a ping
  /// measures.
  private static final int BATCH_MILLIS = 5;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final ByteBuffer ping = ByteBuffer.allocate(64);
  private final ByteBuffer piece = ByteBuffer.allocate(FarEnd.PIECE);
  private final ByteBuffer receipt = ByteBuffer.allocate(1);
  private @Nullable Ends ends;
  private @Nullable Streams link;
  private @Nullable Streams raw;

  /// Who dials, and where who is dialled is to be.
  private record Ends(Network near, RawDestination rawNear, I2pRouter far, Path directory) {}

  /// One stream that comes back, and one that is counted.
  private record Streams(ByteChannel echoed, ByteChannel counted) {}

  /// Starts a network, and connects two streams over each.
  @Setup
  public void connect() throws Exception {
    var directory = Files.createTempDirectory("sotto-benchmark");
    open.add(() -> remove(directory));
    var testnet =
        I2pTestnet.start(I2pTestnet.Options.ordinary().hops(HOPS).batchMillis(BATCH_MILLIS));
    open.add(testnet);
    var far = testnet.routers().get(1);
    var near = node(testnet.routers().getFirst(), directory.resolve("near"));
    open.add(near);
    var rawNear = RawDestination.at(testnet.routers().getFirst(), directory, HOPS);
    open.add(rawNear);
    ends = new Ends(near, rawNear, far, directory);
    link = linked(near, node(far, directory.resolve("far")));
    raw = connected(rawNear, RawDestination.at(far, directory, HOPS).listening());
  }

  private Streams linked(Network near, Network far) throws Exception {
    open.add(far);
    var listener = far.listen(key());
    var echoed = dial(near, listener.address());
    serve(listener.accept(), FarEnd::echo);
    var counted = dial(near, listener.address());
    serve(listener.accept(), DestinationBenchmark::count);
    open.add(echoed);
    open.add(counted);
    return new Streams(echoed, counted);
  }

  private Streams connected(RawDestination near, RawDestination far) throws Exception {
    open.add(far);
    var echoed = near.dial(far.hash());
    serve(far.accept(), FarEnd::echo);
    var counted = near.dial(far.hash());
    serve(far.accept(), DestinationBenchmark::count);
    open.add(echoed);
    open.add(counted);
    return new Streams(echoed, counted);
  }

  private static Network node(I2pRouter router, Path directory)
      throws NetworkException, InterruptedException {
    var config = NetworkConfig.at(directory);
    for (var setting : router.settings().entrySet()) {
      config = config.with(setting.getKey(), setting.getValue());
    }
    return NetworkProvider.of("i2p").open(config);
  }

  private static ServiceKey key() throws NetworkException {
    return NetworkProvider.of("i2p").addresses().newKey(new SecureRandom());
  }

  /// Dials as soon as there are tunnels, until the address is published.
  private static Link dial(Network near, Address address)
      throws NetworkException, InterruptedException {
    var status = near.status();
    while (!status.usable()) {
      status = near.awaitStatus(status.sequence(), PATIENCE);
    }
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return near.dial(address, Isolation.shared(), PATIENCE);
      } catch (PeerUnreachable | DialTimeout e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  /// 64 bytes there and back.
  @Benchmark
  public void ping(Shares shares) throws Exception {
    shares.inTurns(
        () -> ping(Objects.requireNonNull(link)), () -> ping(Objects.requireNonNull(raw)));
  }

  private void ping(Streams streams) throws IOException {
    FarEnd.write(streams.echoed(), ping.clear());
    FarEnd.fill(streams.echoed(), ping.clear());
  }

  /// A mebibyte there, and a byte back as the receipt.
  @Benchmark
  public void bulk(Shares shares) throws Exception {
    shares.inTurns(
        () -> bulk(Objects.requireNonNull(link)), () -> bulk(Objects.requireNonNull(raw)));
  }

  private void bulk(Streams streams) throws IOException {
    for (var sent = 0; sent < BULK; sent += FarEnd.PIECE) {
      FarEnd.write(streams.counted(), piece.clear());
    }
    FarEnd.fill(streams.counted(), receipt.clear());
  }

  /// From nothing to a listener with a new key that somebody else has reached.
  @Benchmark
  public void open(Shares shares) throws Exception {
    var at = Objects.requireNonNull(ends);
    var start = System.nanoTime();
    try (var network = node(at.far(), at.directory().resolve("opened-" + start));
        var listener = network.listen(key());
        var _ = dial(at.near(), listener.address())) {
      shares.link += System.nanoTime() - start;
    }
    var between = System.nanoTime();
    try (var destination = RawDestination.at(at.far(), at.directory(), HOPS).listening()) {
      try (var _ = at.rawNear().dial(destination.hash())) {
        shares.raw += System.nanoTime() - between;
      }
    }
  }

  private void serve(ByteChannel channel, FarEnd.Manner manner) {
    open.add(channel);
    FarEnd.start(channel, manner);
  }

  private static void count(ByteChannel channel) throws IOException {
    FarEnd.count(channel, BULK);
  }

  /// Closes all, the newest first.
  @TearDown
  public void close() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private static void remove(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
