package sotto.tck.memory;

import java.time.Duration;
import sotto.spi.Address;
import sotto.spi.NetworkException;
import sotto.spi.facet.PresenceProbe;
import sotto.tck.Fault;

/// Looks addresses up in the fabric.
///
/// @param network who asks
/// @param fabric where the addresses are
record MemoryPresence(MemoryNetwork network, Fabric fabric) implements PresenceProbe {

  @Override
  public Presence probe(Address address, Duration timeout) throws NetworkException {
    network.checkOpen();
    network.provider().addresses().check(address);
    if (!network.status().usable()) {
      return network.has(Bug.GUESSES_PRESENCE) ? Presence.ABSENT : Presence.UNKNOWN;
    }
    return fabric
        .find(address)
        .filter(listener -> !listener.network().daemon().has(Fault.PUBLICATION_LOST))
        .map(_ -> Presence.PUBLISHED)
        .orElse(Presence.ABSENT);
  }
}
