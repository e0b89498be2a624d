package sotto.tck.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import sotto.spi.facet.Beacon;

/// The beacon of the memory network, whose periods never end.
///
/// @param network whose it is
/// @param bugs of which one has every node see a value of its own
record MemoryBeacon(MemoryNetwork network, Bugs bugs) implements Beacon {

  @Override
  public List<byte[]> values() {
    var seen = bugs.has(Bug.BEACONS_DIFFER) ? System.identityHashCode(network) : 0;
    return List.of(value("today" + seen), value("yesterday" + seen));
  }

  private static byte[] value(String period) {
    return Ed25519.sha256(period.getBytes(UTF_8));
  }
}
