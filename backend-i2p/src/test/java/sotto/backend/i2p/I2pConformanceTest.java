package sotto.backend.i2p;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import sotto.tck.BackendUnderTest;
import sotto.tck.NetworkConformance;
import sotto.testnet.i2p.I2pUnderTest;

/// The I2P backend before the suite, on a private network of real routers. Every node of every case
/// builds tunnels, so that a run takes more than an hour; it is asked for by name.
@EnabledIfSystemProperty(named = "sotto.suite", matches = "i2p")
class I2pConformanceTest extends NetworkConformance {

  @Override
  protected BackendUnderTest backend() {
    return new I2pUnderTest();
  }
}
