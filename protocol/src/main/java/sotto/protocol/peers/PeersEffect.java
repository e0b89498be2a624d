package sotto.protocol.peers;

import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.wire.Message.Goodbye;
import sotto.spi.Address;

/// What [Peers] can ask for.
public sealed interface PeersEffect {

  /// Dial an address, and say how it went: `Failed`, `Unfit` or `Dialled`.
  ///
  /// @param address where
  record Dial(Address address) implements PeersEffect {}

  /// This session is now the one with this peer: what is sent to the peer goes there, and only what
  /// comes from there counts as the peer's.
  ///
  /// @param peer who
  /// @param session the channel binding
  record Up(PeerId peer, Bytes session) implements PeersEffect {}

  /// There is no session with this peer any more. Another [Up] may follow at once.
  ///
  /// @param peer who
  record Down(PeerId peer) implements PeersEffect {}

  /// Close a session.
  ///
  /// @param session the channel binding
  /// @param why what to tell the peer
  record Close(Bytes session, Goodbye.Why why) implements PeersEffect {}
}
