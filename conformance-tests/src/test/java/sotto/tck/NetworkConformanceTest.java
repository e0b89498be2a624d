package sotto.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;
import sotto.tck.memory.Bug;
import sotto.tck.memory.MemoryBackend;

/// What the suite says as a JUnit test: nothing hides.
class NetworkConformanceTest {

  /// A case that needs [Fault#BOOTSTRAP_HELD], which our faults promise and cannot inject.
  private static final int INCONCLUSIVE = 60;

  private static final int PASSES = 8;
  private static final int WARNS = 133;

  @Test
  void aCaseThatPassesIsATestThatPasses() throws Throwable {
    var trial = new Trial(MemoryBackend.correct());

    trial.run(PASSES);

    assertThat(trial.end()).first().asString().contains("1 passed, 0 failed");
  }

  @Test
  void aBrokenRuleIsATestThatFails() {
    var trial = new Trial(MemoryBackend.with(Bug.LOSES_PORTS));

    assertThatThrownBy(() -> trial.run(PASSES)).isInstanceOf(AssertionFailedError.class);
  }

  @Test
  void aWarningIsSkippedPublishedAndListedAtTheEnd() throws Exception {
    var trial = new Trial(MemoryBackend.with(Bug.PINS));

    assertThatThrownBy(() -> trial.run(WARNS))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("WARN");
    assertThat(trial.published).singleElement().asString().contains("133").contains("pin");
    assertThat(trial.end())
        .anyMatch(line -> line.contains("1 (133) warned"))
        .anyMatch(line -> line.startsWith("gate: ") && line.contains("warn 133"));
  }

  @Test
  void anInconclusiveCaseFails() {
    var trial = new Trial(new Disobedient());

    assertThatThrownBy(() -> trial.run(INCONCLUSIVE))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("INCONCLUSIVE");
  }

  @Test
  void anInconclusiveCaseThatIsToleratedIsSkippedWithTheReason() throws Exception {
    var trial = new Trial(new Disobedient());
    trial.tolerated = Map.of(INCONCLUSIVE, "our daemon does as it likes");

    assertThatThrownBy(() -> trial.run(INCONCLUSIVE))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("our daemon does as it likes");
    assertThat(trial.published).singleElement().asString().contains("our daemon does as it likes");
    assertThat(trial.end()).anyMatch(line -> line.contains("1 (60) inconclusive"));
  }

  @Test
  void anExcludedCaseIsSkippedWithTheReasonAndNotRun() throws Exception {
    var trial = new Trial(MemoryBackend.with(Bug.LOSES_PORTS));
    trial.excluded = Map.of(PASSES, "ports are another day's work");

    assertThatThrownBy(() -> trial.run(PASSES))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("EXCLUDED: ports are another day's work");
    assertThat(trial.end())
        .anyMatch(line -> line.contains("1 (8) excluded"))
        .anyMatch(line -> line.contains("ports are another day's work"));
  }

  @Test
  void aReasonMustBeGivenForACaseThatThereIs() {
    var silent = new Trial(MemoryBackend.correct());
    silent.excluded = Map.of(PASSES, " ");
    var unknown = new Trial(MemoryBackend.correct());
    unknown.tolerated = Map.of(9999, "why not");

    assertThatIllegalArgumentException().isThrownBy(() -> silent.run(PASSES));
    assertThatIllegalArgumentException().isThrownBy(() -> unknown.run(PASSES));
  }

  /// A test class of a backend's author, of which single cases are run by hand.
  private static final class Trial extends NetworkConformance {

    private final BackendUnderTest backend;
    private final List<String> published = new ArrayList<>();
    private Map<Integer, String> excluded = Map.of();
    private Map<Integer, String> tolerated = Map.of();

    Trial(BackendUnderTest backend) {
      this.backend = backend;
    }

    @Override
    protected BackendUnderTest backend() {
      return backend;
    }

    @Override
    protected Map<Integer, String> excluded() {
      return excluded;
    }

    @Override
    protected Map<Integer, String> tolerated() {
      return tolerated;
    }

    void run(int number) throws Throwable {
      TestReporter reporter = entries -> published.add(entries.toString());
      var test =
          conformance(reporter)
              .flatMap(Trial::tests)
              .filter(each -> each.getDisplayName().startsWith(number + " "))
              .findFirst()
              .orElseThrow();
      test.getExecutable().execute();
    }

    private static Stream<DynamicTest> tests(DynamicNode node) {
      return switch (node) {
        case DynamicContainer container -> container.getChildren().flatMap(Trial::tests);
        case DynamicTest test -> Stream.of(test);
        default -> Stream.empty();
      };
    }

    /// Ends the class, and returns what it prints.
    List<String> end() throws Exception {
      var printed = new ByteArrayOutputStream();
      var out = System.out;
      System.setOut(new PrintStream(printed, true, UTF_8));
      try {
        stop();
      } finally {
        System.setOut(out);
      }
      return printed.toString(UTF_8).lines().toList();
    }
  }

  /// An environment that promises a fault and does not bring it about.
  private static final class Disobedient implements BackendUnderTest, Faults {

    private final MemoryBackend backend = MemoryBackend.correct();

    @Override
    public NetworkProvider provider() {
      return backend.provider();
    }

    @Override
    public Optional<Faults> faults() {
      return Optional.of(this);
    }

    @Override
    public Set<Fault> supported() {
      return EnumSet.allOf(Fault.class);
    }

    @Override
    public void inject(Fault fault, NetworkConfig node) {
      throw new IllegalStateException("the daemon does as it likes");
    }

    @Override
    public void heal(NetworkConfig node) {}
  }
}
