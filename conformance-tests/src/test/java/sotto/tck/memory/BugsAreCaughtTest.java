package sotto.tck.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sotto.tck.Verdict;
import sotto.tck.cases.Suite;
import sotto.tck.engine.CaseSpec;
import sotto.tck.engine.Options;
import sotto.tck.engine.Runner;

/// A case that cannot fail proves nothing: each is shown a network that breaks its rule.
class BugsAreCaughtTest {

  /// Nothing in the memory network is slow, so a bug that makes a call hang shows soon.
  private static final double TIME_SCALE = 0.1;

  @ParameterizedTest(name = "{0} is caught by case {1}")
  @MethodSource("bugs")
  void aBugIsCaughtByTheCaseNamedForIt(Bug bug, int number) {
    try (var runner =
        new Runner(MemoryBackend.with(bug), Options.ordinary(1).timeScale(TIME_SCALE))) {
      var outcome = runner.run(spec(number));

      assertThat(List.of(Verdict.FAIL, Verdict.WARN))
          .as(outcome.reason())
          .contains(outcome.verdict());
    }
  }

  static Stream<Arguments> bugs() {
    return Stream.of(Bug.values())
        .flatMap(bug -> bug.caughtBy().stream().map(number -> Arguments.of(bug, number)));
  }

  private static CaseSpec spec(int number) {
    return Suite.cases().stream().filter(spec -> spec.number() == number).findFirst().orElseThrow();
  }
}
