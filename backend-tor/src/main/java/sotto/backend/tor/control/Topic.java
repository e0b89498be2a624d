package sotto.backend.tor.control;

/// A kind of event that can be asked for; the names are tor's own.
public enum Topic {
  /// The start, circuits, and whether enough relays are known.
  STATUS_CLIENT,
  /// The clock, and tor's version.
  STATUS_GENERAL,
  /// Whether the machine has a network.
  NETWORK_LIVENESS,
  /// What happens to descriptors of onion services.
  HS_DESC
}
