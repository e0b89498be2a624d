package sotto.gates.planted.protocol.sketch;

import sotto.gates.planted.protocol.wire.ImportsCrypto;

/// A planted violation: symbols that know what carries them.
public final class ImportsWire {
  public int up(ImportsCrypto other) {
    return other.hashCode();
  }
}
