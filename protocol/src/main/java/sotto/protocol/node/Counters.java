package sotto.protocol.node;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What a node counts: all that went over its sessions, and every refusal by its cause.
///
/// Safe for use by any number of threads.
public final class Counters {

  private final Tally traffic = new Tally();
  private final Map<Cause, LongAdder> refusals = new EnumMap<>(Cause.class);

  /// Returns counters at zero.
  public Counters() {
    for (var cause : Cause.values()) {
      refusals.put(cause, new LongAdder());
    }
  }

  /// Counts one refusal.
  ///
  /// @param cause why
  public void refused(Cause cause) {
    count(cause).increment();
  }

  /// Returns how often something was refused for a cause.
  ///
  /// @param cause why
  /// @return how often
  public long refusals(Cause cause) {
    return count(cause).sum();
  }

  /// Returns what went over all sessions.
  ///
  /// @return the tally, which goes on counting
  public Tally traffic() {
    return traffic;
  }

  private LongAdder count(Cause cause) {
    return requireNonNull(refusals.get(cause));
  }
}
