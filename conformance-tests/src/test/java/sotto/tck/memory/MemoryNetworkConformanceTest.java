package sotto.tck.memory;

import sotto.tck.BackendUnderTest;
import sotto.tck.NetworkConformance;

/// The memory network keeps every rule.
class MemoryNetworkConformanceTest extends NetworkConformance {

  @Override
  protected BackendUnderTest backend() {
    return MemoryBackend.correct();
  }
}
