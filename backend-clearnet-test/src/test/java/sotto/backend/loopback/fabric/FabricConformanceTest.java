package sotto.backend.loopback.fabric;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;
import sotto.tck.Fault;
import sotto.tck.Faults;
import sotto.tck.cases.Suite;
import sotto.tck.engine.Options;
import sotto.tck.engine.Outcome;
import sotto.tck.engine.Runner;

/// The fabric before the suite, with the habits of each personality.
class FabricConformanceTest {

  /// What asks for a provider that `ServiceLoader` finds; a fabric's is made, not found.
  private static final Set<Integer> OF_FOUND_PROVIDERS = Set.of(1, 2);

  @TestFactory
  Stream<DynamicNode> instant() {
    return cases(Personality.INSTANT);
  }

  @TestFactory
  Stream<DynamicNode> torLike() {
    // Published at once: the case on client authorization dials before it has seen a publication.
    return cases(Personality.TOR_LIKE.faster(400).withLoss(0, 0).withPublication(Span.NONE));
  }

  @TestFactory
  Stream<DynamicNode> i2pLike() {
    return cases(Personality.I2P_LIKE.faster(600).withLoss(0, 0));
  }

  private static Stream<DynamicNode> cases(Personality personality) {
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

  /// A fabric in real time, whose troubles are the suite's faults.
  private static final class FabricUnderTest implements BackendUnderTest, Faults {

    private static final Map<Fault, Trouble> TROUBLES =
        new EnumMap<>(
            Map.ofEntries(
                Map.entry(Fault.DAEMON_GONE, Trouble.DAEMON_GONE),
                Map.entry(Fault.DAEMON_SILENT, Trouble.DAEMON_SILENT),
                Map.entry(Fault.DAEMON_GARBLED, Trouble.DAEMON_GARBLED),
                Map.entry(Fault.DAEMON_OVERSIZED, Trouble.DAEMON_GARBLED),
                Map.entry(Fault.DAEMON_HANGS_UP, Trouble.DAEMON_HANGS_UP),
                Map.entry(Fault.DAEMON_REFUSES_LOGIN, Trouble.DAEMON_REFUSES_LOGIN),
                Map.entry(Fault.BOOTSTRAP_HELD, Trouble.BOOTSTRAP_HELD),
                Map.entry(Fault.PROGRESS_REGRESSES, Trouble.PROGRESS_REGRESSES),
                Map.entry(Fault.PROGRESS_FULL_BUT_UNUSABLE, Trouble.PROGRESS_FULL_BUT_UNUSABLE),
                Map.entry(Fault.CLOCK_SKEW, Trouble.CLOCK_SKEW),
                Map.entry(Fault.PUBLICATION_HELD, Trouble.PUBLICATION_HELD),
                Map.entry(Fault.PUBLICATION_PARTIAL, Trouble.PUBLICATION_PARTIAL),
                Map.entry(Fault.PUBLICATION_LOST, Trouble.PUBLICATION_LOST),
                Map.entry(Fault.DIALS_STALL, Trouble.DIALS_STALL),
                Map.entry(Fault.PARTITION, Trouble.PARTITION),
                Map.entry(Fault.SUSPENDED, Trouble.SUSPENDED)));

    private final Fabric fabric;

    private FabricUnderTest(Personality personality) {
      fabric = Fabric.real(personality, 1);
    }

    @Override
    public NetworkProvider provider() {
      return fabric.provider();
    }

    @Override
    public Optional<Faults> faults() {
      return Optional.of(this);
    }

    @Override
    public Set<Fault> supported() {
      return TROUBLES.keySet();
    }

    @Override
    public void inject(Fault fault, NetworkConfig node) {
      var trouble = Objects.requireNonNull(TROUBLES.get(fault));
      if (trouble == Trouble.CLOCK_SKEW) {
        fabric.node(node.directory()).skewClock(Duration.ofHours(2));
      } else {
        fabric.node(node.directory()).inject(trouble);
      }
    }

    @Override
    public void heal(NetworkConfig node) {
      fabric.node(node.directory()).heal();
    }
  }
}
