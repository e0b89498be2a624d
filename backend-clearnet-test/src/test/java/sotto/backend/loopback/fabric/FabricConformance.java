package sotto.backend.loopback.fabric;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import sotto.tck.cases.Suite;
import sotto.tck.engine.Options;
import sotto.tck.engine.Outcome;
import sotto.tck.engine.Runner;

/// The fabric before the suite, with the habits of one personality: a class for each, because most
/// of the time is spent waiting, and classes run in processes of their own side by side.
abstract class FabricConformance {

  /// What asks for a provider that `ServiceLoader` finds; a fabric's is made, not found.
  private static final Set<Integer> OF_FOUND_PROVIDERS = Set.of(1, 2);

  private final Personality personality;

  FabricConformance(Personality personality) {
    this.personality = personality;
  }

  @TestFactory
  Stream<DynamicNode> cases() {
    var runner = new Runner(new FabricUnderTest(personality), Options.ordinary(1));
    return Suite.cases().stream()
        .filter(spec -> !OF_FOUND_PROVIDERS.contains(spec.number()))
        .<DynamicNode>map(
            spec ->
                dynamicTest(
                    "%d %s %s".formatted(spec.number(), spec.name(), spec.rules()),
                    () -> judge(runner.run(spec))))
        .onClose(runner::close);
  }

  private static void judge(Outcome outcome) {
    switch (outcome.verdict()) {
      case PASS -> {}
      case FAIL -> Assertions.fail(outcome.reason(), outcome.cause().orElse(null));
      case WARN, NOT_APPLICABLE, NOT_RUN, INCONCLUSIVE ->
          Assumptions.abort(outcome.verdict() + ": " + outcome.reason());
    }
  }
}
