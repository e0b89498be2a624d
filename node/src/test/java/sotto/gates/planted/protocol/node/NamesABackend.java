package sotto.gates.planted.protocol.node;

import sotto.backend.planted.Spare;

/// A planted violation.
public final class NamesABackend {
  public Spare spare() {
    return new Spare();
  }
}
