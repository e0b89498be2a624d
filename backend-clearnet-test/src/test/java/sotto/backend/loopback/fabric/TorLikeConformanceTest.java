package sotto.backend.loopback.fabric;

/// A network with the habits of Tor, before the suite.
class TorLikeConformanceTest extends FabricConformance {

  TorLikeConformanceTest() {
    super(Personality.TOR_LIKE.faster(1000).withLoss(0, 0));
  }
}
