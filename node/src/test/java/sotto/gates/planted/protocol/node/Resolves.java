package sotto.gates.planted.protocol.node;

import java.net.InetAddress;

/// A planted violation.
public final class Resolves {
  public InetAddress here() {
    return InetAddress.getLoopbackAddress();
  }
}
