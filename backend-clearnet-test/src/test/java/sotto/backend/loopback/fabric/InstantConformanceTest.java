package sotto.backend.loopback.fabric;

/// A network that answers at once, before the suite.
class InstantConformanceTest extends FabricConformance {

  InstantConformanceTest() {
    super(Personality.INSTANT);
  }
}
