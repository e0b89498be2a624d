package sotto.backend.i2p.router;

/// How a network gets its router.
public enum Mode {
  /// It runs already.
  ATTACH,
  /// It is started for the network.
  EMBEDDED
}
