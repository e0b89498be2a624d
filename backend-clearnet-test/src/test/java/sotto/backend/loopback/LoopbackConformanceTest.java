package sotto.backend.loopback;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;
import sotto.tck.NetworkConformance;

/// The TCP face before the suite.
class LoopbackConformanceTest extends NetworkConformance {

  @TempDir Path files;

  @Override
  protected BackendUnderTest backend() {
    var provider = new LoopbackProvider();
    var registry = files.resolve("registry").toString();
    return new BackendUnderTest() {
      @Override
      public NetworkProvider provider() {
        return provider;
      }

      @Override
      public NetworkConfig freshConfig(Path directory) {
        return NetworkConfig.at(directory).with("registry", registry);
      }
    };
  }
}
