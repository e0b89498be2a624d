package sotto.backend.loopback.fabric;

/// A network with the habits of Tor, before the suite.
///
/// Published at once: the case on client authorization dials before it has seen a publication.
class TorLikeConformanceTest extends FabricConformance {

  TorLikeConformanceTest() {
    super(Personality.TOR_LIKE.faster(400).withLoss(0, 0).withPublication(Span.NONE));
  }
}
