package sotto.tck.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sotto.spi.Trait;
import sotto.tck.Verdict;
import sotto.tck.cases.Suite;
import sotto.tck.engine.Options;
import sotto.tck.engine.Runner;

/// A network without a trait keeps every rule that is left, and the suite believes it.
class TraitsTest {

  /// What is not there is waited for; nothing in the memory network needs as long as this.
  private static final double TIME_SCALE = 0.4;

  @ParameterizedTest
  @EnumSource
  void aNetworkWithoutATraitPasses(Trait missing) {
    passes(Set.of(missing), "G3", "G5", "G9", "G14");
  }

  @Test
  void aNetworkWithoutAnyTraitPasses() {
    passes(
        EnumSet.allOf(Trait.class),
        "G1",
        "G2",
        "G3",
        "G4",
        "G5",
        "G6",
        "G7",
        "G8",
        "G9",
        "G10",
        "G14");
  }

  private static void passes(Set<Trait> missing, String... groups) {
    var options = Options.ordinary(1).timeScale(TIME_SCALE).only(groups);
    try (var runner = new Runner(MemoryBackend.without(missing), options)) {
      assertThat(Suite.cases().stream().filter(options::wants).map(runner::run))
          .filteredOn(outcome -> outcome.verdict() == Verdict.FAIL)
          .extracting(outcome -> outcome.spec().number() + " " + outcome.reason())
          .isEmpty();
    }
  }
}
