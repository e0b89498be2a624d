package sotto.tck;

/// Where the backend under test runs.
public enum Profile {
  /// Everything is on this machine and nothing leaves it.
  HERMETIC,
  /// A network of the real kind, whose every node is ours.
  PRIVATE_NETWORK,
  /// The public network.
  LIVE
}
