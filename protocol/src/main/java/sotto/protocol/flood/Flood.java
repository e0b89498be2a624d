package sotto.protocol.flood;

import java.time.Instant;
import java.util.List;
import sotto.protocol.machine.Machine;

/// Spreads items: what is new goes to every peer but the one it came from, and whoever comes late
/// is told what there is.
///
/// Confined to the loop.
public final class Flood implements Machine<FloodEvent, FloodEffect> {

  private final Quota quota;

  /// Makes one that keeps nothing yet.
  ///
  /// @param quota how much to keep
  public Flood(Quota quota) {
    this.quota = quota;
  }

  @Override
  public List<FloodEffect> on(FloodEvent event, Instant now) {
    throw new UnsupportedOperationException("soon " + quota);
  }

  @Override
  public List<FloodEffect> wake(Instant now) {
    throw new UnsupportedOperationException("soon " + quota);
  }

  @Override
  public Instant wakeAt() {
    return Instant.MAX;
  }

  /// Returns how many items are kept.
  ///
  /// @return the number
  public int items() {
    return 0;
  }

  /// Returns how much room they take.
  ///
  /// @return the bytes of all payloads and signatures
  public long bytes() {
    return 0;
  }
}
