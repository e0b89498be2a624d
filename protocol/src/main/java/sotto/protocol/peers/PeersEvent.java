package sotto.protocol.peers;

import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.PeerId;
import sotto.spi.Address;
import sotto.spi.NetworkException.Reason;

/// What can happen to [Peers].
///
/// A session is named by its channel binding, which both ends have in common and no other session
/// ever has.
public sealed interface PeersEvent {

  /// Somebody named an address of a peer. Naming it again makes it due now.
  ///
  /// @param address where
  record Added(Address address) implements PeersEvent {}

  /// An address is not to be dialled any more. A session with it stays.
  ///
  /// @param address where
  record Removed(Address address) implements PeersEvent {}

  /// This is where others reach us: it is never dialled.
  ///
  /// @param address where
  record Listening(Address address) implements PeersEvent {}

  /// A network became usable: whatever waited for that is due now.
  ///
  /// @param scheme the scheme of its addresses
  record NetworkReady(String scheme) implements PeersEvent {}

  /// A dial came to nothing, for a reason of the network's.
  ///
  /// @param address what was dialled
  /// @param reason what went wrong
  record Failed(Address address, Reason reason) implements PeersEvent {}

  /// A dial reached something that failed the handshake.
  ///
  /// @param address what was dialled
  record Unfit(Address address) implements PeersEvent {}

  /// A dial became a session.
  ///
  /// @param address what was dialled
  /// @param peer who is there
  /// @param session the channel binding
  record Dialled(Address address, PeerId peer, Bytes session) implements PeersEvent {}

  /// A peer dialled us, and it became a session.
  ///
  /// @param peer who it is
  /// @param session the channel binding
  record Accepted(PeerId peer, Bytes session) implements PeersEvent {}

  /// A session is over, whoever ended it. Also comes for sessions that were to be closed.
  ///
  /// @param session the channel binding
  record Ended(Bytes session) implements PeersEvent {}

  /// A peer broke a rule that it could have kept: its session is closed, and it is left alone for a
  /// while.
  ///
  /// @param peer who
  record Blamed(PeerId peer) implements PeersEvent {}
}
