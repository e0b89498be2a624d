package sotto.backend.loopback.fabric;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;
import sotto.tck.Fault;
import sotto.tck.Faults;

/// A fabric in real time, whose troubles are the suite's faults.
final class FabricUnderTest implements BackendUnderTest, Faults {

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

  FabricUnderTest(Personality personality) {
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
