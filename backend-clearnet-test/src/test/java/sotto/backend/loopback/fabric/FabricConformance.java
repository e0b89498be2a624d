package sotto.backend.loopback.fabric;

import java.util.Map;
import sotto.tck.BackendUnderTest;
import sotto.tck.NetworkConformance;

/// The fabric before the suite, with the habits of one personality: a class for each, because most
/// of the time is spent waiting, and classes run in processes of their own side by side.
abstract class FabricConformance extends NetworkConformance {

  private static final String MADE = "asks for a provider that is found; a fabric's is made";

  private final Personality personality;

  FabricConformance(Personality personality) {
    this.personality = personality;
  }

  @Override
  protected BackendUnderTest backend() {
    return new FabricUnderTest(personality);
  }

  @Override
  protected Map<Integer, String> excluded() {
    return Map.of(1, MADE, 2, MADE);
  }
}
