package sotto.backend.loopback.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import sotto.backend.loopback.LoopbackProvider;
import sotto.spi.Link;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.Secret;

/// A process of its own that sends back what it gets, until its standard input ends.
final class EchoProcess implements AutoCloseable {

  private final Process process;

  private EchoProcess(Process process) {
    this.process = process;
  }

  /// Starts one, and waits until it listens.
  static EchoProcess start(Path registry, Path directory, Secret secret) throws IOException {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EchoProcess.class.getName(),
                registry.toString(),
                directory.toString(),
                HexFormat.of().formatHex(secret.reveal()))
            .redirectErrorStream(true)
            .start();
    var line = process.inputReader(US_ASCII).readLine();
    if (!"listening".equals(line)) {
      process.destroyForcibly();
      throw new IOException("the other process said: " + line);
    }
    return new EchoProcess(process);
  }

  /// Kills it, so that it cannot clean up.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Runs in the other process.
  public static void main(String[] args) throws IOException, InterruptedException {
    var provider = new LoopbackProvider();
    var config = NetworkConfig.at(Path.of(args[1])).with("registry", args[0]);
    var key = provider.addresses().key(Secret.of(HexFormat.of().parseHex(args[2])));
    try (var network = provider.open(config);
        var listener = network.listen(key)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (true) {
                    echo(listener.accept());
                  }
                } catch (NetworkException e) {
                  // The parent has let go of us.
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      System.out.println("listening");
      while (System.in.read() >= 0) {
        // Until the parent ends.
      }
    }
  }

  private static void echo(Link link) throws IOException {
    var buffer = ByteBuffer.allocate(8192);
    while (link.read(buffer) >= 0) {
      link.write(buffer.flip());
      buffer.clear();
    }
    link.close();
  }
}
