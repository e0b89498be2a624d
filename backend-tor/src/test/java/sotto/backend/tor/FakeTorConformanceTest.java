package sotto.backend.tor;

import java.io.IOException;
import java.io.UncheckedIOException;
import sotto.backend.tor.fake.FakeTorUnderTest;
import sotto.tck.BackendUnderTest;
import sotto.tck.NetworkConformance;

/// The Tor backend before the suite, with a scripted tor that can have every fault.
class FakeTorConformanceTest extends NetworkConformance {

  @Override
  protected BackendUnderTest backend() {
    try {
      return new FakeTorUnderTest(new TorProvider());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
