package sotto.backend.loopback.fabric;

/// A network with the habits of I2P, before the suite.
class I2pLikeConformanceTest extends FabricConformance {

  I2pLikeConformanceTest() {
    super(Personality.I2P_LIKE.faster(1500).withLoss(0, 0));
  }
}
