package sotto.gates.planted.protocol.flood;

import sotto.gates.planted.protocol.peers.TakesALock;

/// A planted violation: one service knows another.
public final class ImportsPeers {
  public int other(TakesALock other) {
    return other.hashCode();
  }
}
