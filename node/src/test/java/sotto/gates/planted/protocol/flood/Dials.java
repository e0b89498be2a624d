package sotto.gates.planted.protocol.flood;

import java.time.Duration;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Network;

/// A planted violation; never run.
public final class Dials {
  public Link dial(Network network, Address peer) throws Exception {
    return network.dial(peer, Isolation.fresh(), Duration.ZERO);
  }
}
