package sotto.gates.planted.protocol.crypto;

import sotto.gates.planted.protocol.wire.ImportsCrypto;

/// A planted violation: an arrow that goes up, and half of a cycle.
public final class ImportsWire {
  public int up(ImportsCrypto other) {
    return other.hashCode();
  }
}
