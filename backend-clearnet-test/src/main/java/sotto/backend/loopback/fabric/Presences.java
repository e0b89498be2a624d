package sotto.backend.loopback.fabric;

import java.time.Duration;
import sotto.spi.Address;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.facet.PresenceProbe;

/// Looks addresses up in a fabric's places.
final class Presences implements PresenceProbe {

  private final FabricMedium medium;

  Presences(FabricMedium medium) {
    this.medium = medium;
  }

  @Override
  public Presence probe(Address address, Duration timeout)
      throws NetworkException, InterruptedException {
    var known = medium.station().addresses().check(address);
    var fabric = medium.fabric();
    var gate = fabric.locked(medium::gate);
    gate.enter();
    try {
      var deadline = gate.deadline(timeout);
      var wait = Duration.ofNanos(fabric.personality().dial().drawNanos(medium.node().random()));
      var answer = gate.deadline(wait);
      while (!medium.isClosed() && gate.await(Math.min(answer, deadline))) {
        // Not yet.
      }
      if (medium.isClosed()) {
        throw new NetworkClosed("This network is closed. What to do: open it again.");
      }
      return answer > deadline ? Presence.UNKNOWN : look(known);
    } finally {
      medium.forget(gate);
      gate.leave();
    }
  }

  private Presence look(Address address) {
    var node = medium.node();
    if (node.refusal().isPresent() || node.stallsDials()) {
      return Presence.UNKNOWN;
    }
    return medium.fabric().places().find(address).filter(Announcement::isFound).isPresent()
        ? Presence.PUBLISHED
        : Presence.ABSENT;
  }
}
