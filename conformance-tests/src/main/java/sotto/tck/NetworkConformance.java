package sotto.tck;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import sotto.tck.cases.Suite;
import sotto.tck.engine.CaseSpec;
import sotto.tck.engine.Options;
import sotto.tck.engine.Outcome;
import sotto.tck.engine.Runner;
import sotto.tck.report.Tally;

/// The suite as a JUnit test: extend it, say which backend, and annotate nothing.
///
/// ```java
/// class MyBackendConformanceTest extends NetworkConformance {
///   protected BackendUnderTest backend() {
///     return BackendUnderTest.of(new MyProvider());
///   }
/// }
/// ```
///
/// Each group is a container and each case a test. What comes of a case:
///
/// | verdict | test |
/// |---|---|
/// | `PASS` | passes |
/// | `FAIL` | fails |
/// | `WARN` | is skipped with the reason, published as a report entry, and named at the end |
/// | `INCONCLUSIVE` | fails, unless [#tolerated] names the case: then as `WARN` |
/// | `NOT_APPLICABLE`, `NOT_RUN` | is skipped with the reason |
///
/// When all are done, a few lines on the standard output sum up, so that nothing hides behind a
/// green bar.
public abstract class NetworkConformance {

  private static final long SEED = 1;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Tally tally = new Tally(getClass().getSimpleName());

  /// For subclasses.
  protected NetworkConformance() {}

  /// Returns the backend under test.
  ///
  /// @return the backend
  protected abstract BackendUnderTest backend();

  /// Returns what all randomness comes from.
  ///
  /// @return the seed, the same each time unless overridden
  protected long seed() {
    return SEED;
  }

  /// Returns the cases that are not run, each with the reason; they show as skipped.
  ///
  /// @return reasons by the numbers of cases; none unless overridden
  protected Map<Integer, String> excluded() {
    return Map.of();
  }

  /// Returns the cases that may be inconclusive here, each with the reason.
  ///
  /// @return reasons by the numbers of cases; none unless overridden
  protected Map<Integer, String> tolerated() {
    return Map.of();
  }

  /// Makes the tests; JUnit calls this.
  ///
  /// @param reporter takes what is worth a look though it fails nothing
  /// @return a container for each group
  @TestFactory
  public final Stream<DynamicNode> conformance(TestReporter reporter) {
    checkReasons(excluded(), "excluded");
    checkReasons(tolerated(), "tolerated");
    var backend = backend();
    var runner = new Runner(backend, Options.ordinary(seed()));
    open.add(runner);
    open.add(backend);
    Map<String, List<DynamicTest>> groups = new LinkedHashMap<>();
    for (var spec : Suite.cases()) {
      groups
          .computeIfAbsent(
              "G%d %s".formatted(spec.group(), spec.groupTitle()), _ -> new ArrayList<>())
          .add(test(runner, spec, reporter));
    }
    return groups.entrySet().stream()
        .map(group -> dynamicContainer(group.getKey(), group.getValue()));
  }

  /// Sums up, and stops what stands around the backend; JUnit calls this.
  ///
  /// @throws Exception if that fails
  @AfterEach
  public final void stop() throws Exception {
    tally.lines().forEach(IO::println);
    for (var each : open) {
      each.close();
    }
  }

  private static void checkReasons(Map<Integer, String> reasons, String what) {
    for (var entry : reasons.entrySet()) {
      if (entry.getValue().isBlank()
          || Suite.cases().stream().noneMatch(spec -> spec.number() == entry.getKey())) {
        throw new IllegalArgumentException(
            "%d is %s without a reason, or is no case".formatted(entry.getKey(), what));
      }
    }
  }

  private DynamicTest test(Runner runner, CaseSpec spec, TestReporter reporter) {
    var name = "%d %s %s".formatted(spec.number(), spec.name(), spec.rules());
    var excluded = excluded().get(spec.number());
    if (excluded != null) {
      return dynamicTest(
          name,
          () -> {
            tally.exclude(spec, excluded);
            Assumptions.abort("EXCLUDED: " + excluded);
          });
    }
    return dynamicTest(name, () -> judge(runner.run(spec), reporter));
  }

  private void judge(Outcome outcome, TestReporter reporter) {
    tally.add(outcome);
    var said = outcome.verdict() + ": " + outcome.reason();
    switch (outcome.verdict()) {
      case PASS -> {}
      case FAIL -> Assertions.fail(outcome.reason(), outcome.cause().orElse(null));
      case WARN -> mention(outcome, said, reporter);
      case INCONCLUSIVE -> {
        var why = tolerated().get(outcome.spec().number());
        if (why == null) {
          Assertions.fail(said, outcome.cause().orElse(null));
        }
        mention(outcome, said + " Tolerated: " + why, reporter);
      }
      case NOT_APPLICABLE, NOT_RUN -> Assumptions.abort(said);
    }
  }

  private static void mention(Outcome outcome, String said, TestReporter reporter) {
    reporter.publishEntry("case " + outcome.spec().number(), said);
    Assumptions.abort(said);
  }
}
