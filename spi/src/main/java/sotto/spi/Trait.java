package sotto.spi;

/// A fact about a network beyond the rules that hold for all.
///
/// - **T1** A trait that is declared is kept, and one that is kept is declared: the conformance
///   suite tests both ways.
public enum Trait {
  /// An accepted link names its caller, proved by the network.
  SOURCE_VISIBLE,
  /// Addresses may carry a port.
  VIRTUAL_PORTS,
  /// The network confirms that a listener was published.
  PUBLISH_CONFIRMED,
  /// Several listeners, each with a key of its own, can be open at once.
  MULTI_LISTENER,
  /// One key can be listened on at several ports at once.
  SAME_KEY_MULTI_PORT,
  /// A listener can admit only callers with a key; see `sotto.spi.facet.ClientAuthorization`.
  CLIENT_AUTH,
  /// A network can dial its own listener.
  SELF_DIAL,
  /// When `dial` returns, the link waits in the peer's backlog or was accepted.
  DIAL_CONFIRMED,
  /// `Isolation.as` works.
  DIAL_FROM_LISTENER,
  /// Keys prove that they own their address.
  ADDRESS_PROOF,
  /// An aborted link can be told from a closed one.
  ABORT_SIGNAL
}
