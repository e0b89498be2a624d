package sotto.gates.planted.protocol.node;

import org.slf4j.Logger;
import sotto.spi.Address;

/// A planted violation; never run.
public final class LogsAnAddress {
  public void dialled(Logger log, Address peer) {
    log.debug("dialled {}", peer.text());
  }
}
