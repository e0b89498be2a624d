package sotto.backend.loopback;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.loopback.tcp.TcpUnderTest;
import sotto.tck.BackendUnderTest;
import sotto.tck.NetworkConformance;

/// The TCP face before the suite. Which faults it is shown, and why not the others, is told by
/// [TcpUnderTest].
class LoopbackConformanceTest extends NetworkConformance {

  @TempDir Path files;

  @Override
  protected BackendUnderTest backend() {
    return new TcpUnderTest(files);
  }

  @Override
  protected Map<Integer, String> excluded() {
    return Map.of(
        108,
        "links are the kernel's: they go on when the registry is gone, by which peers only find"
            + " each other");
  }
}
