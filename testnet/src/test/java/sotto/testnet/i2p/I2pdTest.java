package sotto.testnet.i2p;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import sotto.testnet.Part;
import sotto.testnet.Processes;

/// A real i2pd joins, and there is a way from it to a Java router and back.
@ExtendWith(I2pNetwork.class)
@Timeout(180)
class I2pdTest {

  private final I2pTestnet network;

  I2pdTest(I2pTestnet network) {
    Part.program("i2pd");
    this.network = network;
  }

  /// What comes back needs no lease set that is published: i2pd sends its own along. Whether it
  /// publishes that of a fresh destination within minutes is chance in 2.45.1, which gives it up if
  /// it has no tunnel out yet.
  @Test
  void aDestinationAtAnI2pdReachesOneAtAJavaRouterAndHearsBack() throws Exception {
    var i2pd = network.join();

    assertThat(i2pd.kind()).isEqualTo(I2pRouter.Kind.I2PD);
    assertThat(network.routers()).contains(i2pd);
    assertThat(i2pd.pid()).matches(Processes::runs);
    try (var far = RawDestination.at(i2pd);
        var near = RawDestination.at(network.routers().getFirst()).echoing()) {
      assertThat(far.says("from i2pd", near, network)).isEqualTo("from i2pd");
    }
  }
}
