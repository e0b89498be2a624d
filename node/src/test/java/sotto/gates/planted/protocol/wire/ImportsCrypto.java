package sotto.gates.planted.protocol.wire;

import sotto.gates.planted.protocol.crypto.ImportsWire;

/// The other half of a planted cycle.
public final class ImportsCrypto {
  public int down(ImportsWire other) {
    return other.hashCode();
  }
}
