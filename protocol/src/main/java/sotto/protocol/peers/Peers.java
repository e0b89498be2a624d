package sotto.protocol.peers;

import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.machine.Machine;

/// Decides whom to dial and when, and which of two sessions with the same peer stays.
///
/// Confined to the loop.
public final class Peers implements Machine<PeersEvent, PeersEffect> {

  private final PeerId self;
  private final RandomGenerator random;

  /// Makes one that knows nobody.
  ///
  /// @param self who we are
  /// @param sessionsMax how many peers there may be at once
  /// @param random where jitter comes from
  public Peers(PeerId self, int sessionsMax, RandomGenerator random) {
    this.self = self;
    this.random = random;
  }

  @Override
  public List<PeersEffect> on(PeersEvent event, Instant now) {
    throw new UnsupportedOperationException("soon " + self + random);
  }

  @Override
  public List<PeersEffect> wake(Instant now) {
    return List.of();
  }

  @Override
  public Instant wakeAt() {
    return Instant.MAX;
  }
}
