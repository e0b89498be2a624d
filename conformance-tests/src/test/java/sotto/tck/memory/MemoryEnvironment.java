package sotto.tck.memory;

import java.util.Optional;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;
import sotto.tck.Faults;

/// The memory network with its faults, as a service beside the bare provider.
public final class MemoryEnvironment implements BackendUnderTest {

  private final MemoryBackend backend = MemoryBackend.correct();

  /// Makes the environment.
  public MemoryEnvironment() {}

  @Override
  public NetworkProvider provider() {
    return backend.provider();
  }

  @Override
  public Optional<Faults> faults() {
    return backend.faults();
  }
}
