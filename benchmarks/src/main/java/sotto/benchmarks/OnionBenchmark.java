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
import sotto.spi.Isolation;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkProvider;
import sotto.testnet.tor.TorClient;
import sotto.testnet.tor.TorTestnet;

/// What does the Tor backend cost over tor itself?
///
/// Between a link and tor's stream there is one copy and one thread that reads ahead, while tor
/// ciphers and moves every byte through seven processes: a link should have 95 % of a raw stream's
/// rate or more, and 1.1 of its ping or less. Listening is one command and as many events as a
/// descriptor has directories, as by hand: at most 1.2 of the time.
///
/// Both run through the same tors of a private network, in turns, so that whatever else the machine
/// does slows down both alike. The ratio of the two shares is the answer.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class OnionBenchmark {

  private static final int BULK = 4 << 20;

  /// After how much the far end sends a byte back.
  private static final int RECEIPT = 64 * 1024;

  /// How much may be under way without a receipt. Beyond 500 cells in one place tor stops a stream
  /// (`cc_xoff_client`, proposal 324), and a bare stream that it stopped was seen not to go on.
  private static final int WINDOW = 3 * RECEIPT;

  private static final Duration DIAL = Duration.ofSeconds(30);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final ByteBuffer ping = ByteBuffer.allocate(64);
  private final ByteBuffer piece = ByteBuffer.allocate(FarEnd.PIECE);
  private final ByteBuffer receipt = ByteBuffer.allocate(1);
  private @Nullable TorTestnet testnet;
  private @Nullable Network far;
  private @Nullable Streams link;
  private @Nullable Streams raw;

  /// One stream that comes back, and one that is counted.
  private record Streams(ByteChannel echoed, ByteChannel counted) {}

  /// Starts a network, and connects two streams over each.
  @Setup
  public void connect() throws Exception {
    var network = TorTestnet.start();
    testnet = network;
    open.add(network);
    var clients = network.clients();
    var farNetwork = node(clients.get(1));
    far = farNetwork;
    link = linked(node(clients.get(0)), farNetwork);
    raw = connected(clients.get(0), clients.get(1));
  }

  private Streams linked(Network near, Network far) throws Exception {
    var listener = published(far);
    var echoed = near.dial(listener.address(), Isolation.shared(), DIAL);
    serve(listener.accept(), FarEnd::echo);
    var counted = near.dial(listener.address(), Isolation.shared(), DIAL);
    serve(listener.accept(), OnionBenchmark::count);
    open.add(echoed);
    open.add(counted);
    return new Streams(echoed, counted);
  }

  private Streams connected(TorClient near, TorClient far) throws IOException {
    var onion = RawOnion.served(far);
    open.add(onion);
    var echoed = onion.dial(near);
    serve(onion.accept(), FarEnd::echo);
    var counted = onion.dial(near);
    serve(onion.accept(), OnionBenchmark::count);
    open.add(echoed);
    open.add(counted);
    return new Streams(echoed, counted);
  }

  private Network node(TorClient tor) throws IOException, InterruptedException {
    var directory = Files.createTempDirectory("sotto-benchmark");
    var config = NetworkConfig.at(directory.resolve("node"));
    for (var setting : tor.settings().entrySet()) {
      config = config.with(setting.getKey(), setting.getValue());
    }
    var network = NetworkProvider.of("tor").open(config);
    open.add(() -> remove(network, directory));
    var status = network.status();
    while (!status.usable()) {
      status = network.awaitStatus(status.sequence(), DIAL);
    }
    return network;
  }

  /// Listens with a new key and waits until that is published.
  private static Listener published(Network network) throws NetworkException, InterruptedException {
    var key = NetworkProvider.of("tor").addresses().newKey(new SecureRandom());
    var listener = network.listen(key);
    var status = listener.status();
    while (status.state() != ListenerStatus.State.PUBLISHED) {
      status = listener.awaitStatus(status.sequence(), DIAL);
    }
    return listener;
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

  /// Four mebibytes there, and receipts back.
  @Benchmark
  public void bulk(Shares shares) throws Exception {
    shares.inTurns(
        () -> bulk(Objects.requireNonNull(link)), () -> bulk(Objects.requireNonNull(raw)));
  }

  private void bulk(Streams streams) throws IOException {
    var received = 0;
    for (var sent = 0; sent < BULK; sent += FarEnd.PIECE) {
      for (; sent - received >= WINDOW; received += RECEIPT) {
        FarEnd.fill(streams.counted(), receipt.clear());
      }
      FarEnd.write(streams.counted(), piece.clear());
    }
    for (; received < BULK; received += RECEIPT) {
      FarEnd.fill(streams.counted(), receipt.clear());
    }
  }

  /// From listening with a new key to a published onion service, and its end.
  @Benchmark
  public void open(Shares shares) throws Exception {
    var tor = Objects.requireNonNull(testnet).clients().get(1);
    shares.inTurns(
        () -> published(Objects.requireNonNull(far)).close(), () -> RawOnion.served(tor).close());
  }

  private static void count(ByteChannel channel) throws IOException {
    FarEnd.count(channel, RECEIPT);
  }

  private void serve(ByteChannel channel, FarEnd.Manner manner) {
    open.add(channel);
    FarEnd.start(channel, manner);
  }

  /// Closes all, the newest first.
  @TearDown
  public void close() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private static void remove(Network network, Path directory) throws IOException {
    network.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
