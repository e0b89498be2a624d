package sotto.backend.tor.daemon;

/// A way to have a tor.
public enum Mode {
  /// One that runs already, and is not ours.
  ATTACH,
  /// The one that is installed, spawned by us.
  SYSTEM,
  /// One from a jar on the class path, spawned by us.
  BUNDLED
}
