package sotto.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sotto.spi.Isolation;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;

/// What does the SPI cost over a bare socket?
///
/// A link of the loopback backend is one object around a `SocketChannel`, so a ping and a mebibyte
/// should cost what they cost on the channel: a ratio of 0.95 or better. Both are measured in the
/// same run, over TCP on 127.0.0.1, with an echoing virtual thread at the far end.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LinkBenchmark {

  private static final int BULK = 1 << 20;

  /// A link of the loopback backend, or a bare `SocketChannel`.
  @Param({"link", "socket"})
  public String over = "link";

  private @Nullable Ends ends;
  private final ByteBuffer ping = ByteBuffer.allocateDirect(64);
  private final ByteBuffer piece = ByteBuffer.allocateDirect(64 * 1024);

  /// Connects, and starts the echo.
  @Setup
  public void connect() throws Exception {
    var connected = over.equals("link") ? Ends.link() : Ends.socket();
    Thread.ofVirtual().start(() -> echo(connected.far));
    ends = connected;
  }

  /// Closes all.
  @TearDown
  public void close() throws IOException {
    Objects.requireNonNull(ends).close();
  }

  /// 64 bytes there and back.
  @Benchmark
  public int ping() throws IOException {
    return exchange(ping);
  }

  /// A mebibyte there and back, in pieces of 64 KiB.
  @Benchmark
  public int bulk() throws IOException {
    var moved = 0;
    while (moved < BULK) {
      moved += exchange(piece);
    }
    return moved;
  }

  private int exchange(ByteBuffer buffer) throws IOException {
    var near = Objects.requireNonNull(ends).near;
    buffer.clear();
    while (buffer.hasRemaining()) {
      near.write(buffer);
    }
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (near.read(buffer) < 0) {
        throw new IOException("the echo is gone");
      }
    }
    return buffer.capacity();
  }

  private static void echo(ByteChannel channel) {
    var buffer = ByteBuffer.allocateDirect(64 * 1024);
    try {
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException e) {
      // The benchmark is over and closed the channel.
    }
  }

  /// Both ends, and what has to be closed with them.
  private record Ends(ByteChannel near, ByteChannel far, Closeable rest) implements AutoCloseable {

    static Ends socket() throws IOException {
      try (var server = ServerSocketChannel.open()) {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new Ends(SocketChannel.open(server.getLocalAddress()), server.accept(), () -> {});
      }
    }

    static Ends link() throws Exception {
      var provider = NetworkProvider.of("loopback");
      var directory = Files.createTempDirectory("sotto-benchmark");
      var network = provider.open(config(directory));
      var listener = network.listen(provider.addresses().newKey(new SecureRandom()));
      var near = network.dial(listener.address(), Isolation.shared(), Duration.ofSeconds(10));
      return new Ends(near, listener.accept(), () -> remove(network, directory));
    }

    private static NetworkConfig config(Path directory) {
      return NetworkConfig.at(directory.resolve("node"))
          .with("registry", directory.resolve("registry").toString());
    }

    private static void remove(Network network, Path directory) throws IOException {
      network.close();
      try (var files = Files.walk(directory)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }

    @Override
    public void close() throws IOException {
      near.close();
      far.close();
      rest.close();
    }
  }
}
