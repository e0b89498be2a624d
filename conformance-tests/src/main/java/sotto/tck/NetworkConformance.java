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
import sotto.tck.cases.Suite;
import sotto.tck.engine.CaseSpec;
import sotto.tck.engine.Options;
import sotto.tck.engine.Outcome;
import sotto.tck.engine.Runner;

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
/// Each group is a container and each case a test. A case that does not apply, or cannot be run
/// here, is aborted with the reason.
public abstract class NetworkConformance {

  private static final long SEED = 1;

  private final List<AutoCloseable> open = new ArrayList<>();

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

  /// Makes the tests; JUnit calls this.
  ///
  /// @return a container for each group
  @TestFactory
  public final Stream<DynamicNode> conformance() {
    var backend = backend();
    var runner = new Runner(backend, Options.ordinary(seed()));
    open.add(runner);
    open.add(backend);
    Map<String, List<CaseSpec>> groups = new LinkedHashMap<>();
    for (var spec : Suite.cases()) {
      groups
          .computeIfAbsent(
              "G%d %s".formatted(spec.group(), spec.groupTitle()), _ -> new ArrayList<>())
          .add(spec);
    }
    return groups.entrySet().stream()
        .map(
            group ->
                dynamicContainer(
                    group.getKey(), group.getValue().stream().map(spec -> test(runner, spec))));
  }

  /// Stops what stands around the backend; JUnit calls this.
  ///
  /// @throws Exception if that fails
  @AfterEach
  public final void stop() throws Exception {
    for (var each : open) {
      each.close();
    }
  }

  private static DynamicTest test(Runner runner, CaseSpec spec) {
    var name = "%d %s %s".formatted(spec.number(), spec.name(), spec.rules());
    return dynamicTest(name, () -> judge(runner.run(spec)));
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
