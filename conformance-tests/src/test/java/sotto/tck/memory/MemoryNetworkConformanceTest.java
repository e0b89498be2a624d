package sotto.tck.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import sotto.tck.BackendUnderTest;
import sotto.tck.NetworkConformance;

/// The memory network keeps every rule.
class MemoryNetworkConformanceTest extends NetworkConformance {

  @TempDir Path directory;

  @Override
  protected BackendUnderTest backend() {
    try {
      return MemoryBackend.correct().from(MemoryJar.in(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
