package sotto.backend.tor.fake;

import java.util.EnumSet;
import java.util.Set;
import sotto.tck.Fault;

/// What is wrong with a fake, and what follows from it.
///
/// Guarded by the network's monitor.
final class Condition {

  private static final Set<Fault> HOLDING =
      EnumSet.of(Fault.BOOTSTRAP_HELD, Fault.PROGRESS_REGRESSES);
  private static final Set<Fault> CARRYING_NOTHING =
      EnumSet.of(Fault.PROGRESS_FULL_BUT_UNUSABLE, Fault.PARTITION, Fault.CLOCK_SKEW);

  /// Two hours behind: what tor says of a consensus that is not valid yet.
  private static final String SKEW = "-7200";

  private final EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
  private boolean disabled;
  private boolean fallen;

  /// What a controller can see of it.
  ///
  /// @param phase how far the bootstrap is
  /// @param directory whether there is enough directory information
  /// @param circuits whether circuits work
  /// @param live whether the network answers
  /// @param skewed whether the clock is said to be wrong
  record View(Phase phase, boolean directory, boolean circuits, boolean live, boolean skewed) {

    /// The answer to `GETINFO status/bootstrap-phase`. Once it is done tor names no problem there.
    String line() {
      return skewed && !phase.equals(Phase.DONE)
          ? "WARN "
              + phase.text()
              + " WARNING=\"Clock skew "
              + SKEW
              + " in microdesc flavor consensus from CONSENSUS\" REASON=CLOCK_SKEW COUNT=1"
              + " RECOMMENDATION=warn HOSTID=\"?\" HOSTADDR=\"?\""
          : "NOTICE " + phase.text();
    }

    /// The words of the event that says that the clock is wrong.
    String skew() {
      return "CLOCK_SKEW SKEW=" + SKEW + " SOURCE=CONSENSUS";
    }
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }

  void add(Fault fault) {
    faults.add(fault);
    fallen = false;
  }

  void clear() {
    faults.clear();
    fallen = false;
  }

  /// Lets the progress fall, if it is to fall, and tells whether it fell now.
  boolean fall() {
    var falls = has(Fault.PROGRESS_REGRESSES) && !fallen;
    fallen |= falls;
    return falls;
  }

  void disable(boolean network) {
    disabled = network;
  }

  boolean disabled() {
    return disabled;
  }

  View view() {
    var ready = !disabled && faults.stream().noneMatch(HOLDING::contains);
    return new View(
        phase(),
        ready && !has(Fault.CLOCK_SKEW),
        ready && faults.stream().noneMatch(CARRYING_NOTHING::contains),
        !disabled && !has(Fault.PARTITION),
        has(Fault.CLOCK_SKEW));
  }

  private Phase phase() {
    if (disabled) {
      return Phase.STARTING;
    }
    if (has(Fault.PROGRESS_REGRESSES)) {
      return fallen ? Phase.STATUS : Phase.CONNECTING;
    }
    return has(Fault.BOOTSTRAP_HELD) ? Phase.DESCRIPTORS : Phase.DONE;
  }
}
