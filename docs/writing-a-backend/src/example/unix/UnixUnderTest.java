package example.unix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;

/// Tells the conformance suite what this backend needs: a directory that all nodes share.
public final class UnixUnderTest implements BackendUnderTest {

  private final NetworkProvider provider = new UnixProvider();
  private final Path sockets;

  /// Makes the directory, with a short name because a socket's path may have 107 bytes.
  public UnixUnderTest() {
    try {
      sockets = Files.createTempDirectory("unix");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public NetworkProvider provider() {
    return provider;
  }

  @Override
  public NetworkConfig freshConfig(Path directory) {
    return NetworkConfig.at(directory).with("sockets", sockets.toString());
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.walk(sockets)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
