package sotto.backend.loopback.fabric;

/// Two nodes that cannot reach each other.
///
/// @param one a node
/// @param other another
record Cut(FabricNode one, FabricNode other) {

  boolean joins(FabricNode a, FabricNode b) {
    return (one == a && other == b) || (one == b && other == a);
  }
}
