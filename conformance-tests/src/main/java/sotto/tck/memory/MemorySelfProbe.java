package sotto.tck.memory;

import java.time.Duration;
import sotto.spi.Listener;
import sotto.spi.NetworkException;
import sotto.spi.facet.SelfProbe;

/// Probes our own listeners, and sometimes does not take the trouble.
///
/// @param honest the probe that keeps the rule
/// @param network whose bugs they are
record MemorySelfProbe(SelfProbe honest, MemoryNetwork network) implements SelfProbe {

  @Override
  public Reach probe(Listener listener, Duration timeout)
      throws NetworkException, InterruptedException {
    if (network.has(Bug.ASSUMES_REACH)) {
      return Reach.REACHED;
    }
    var reach = honest.probe(listener, timeout);
    return reach == Reach.UNKNOWN && network.has(Bug.GUESSES_REACH) ? Reach.UNREACHED : reach;
  }
}
