package sotto.protocol.node;

import java.util.List;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.flood.Ticket;
import sotto.protocol.store.Kept;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message;
import sotto.spi.Address;
import sotto.spi.NetworkException.Reason;

/// What can happen to a [NodeMachine].
///
/// A session is named by its channel binding, which no other session ever has; so what was said in
/// an old session with a peer is not taken for having been said in the new one.
sealed interface NodeEvent {

  /// The store says what it kept from before. Comes before any other event, in any number of parts.
  ///
  /// @param rows a part of the index
  record Restored(List<Kept> rows) implements NodeEvent {}

  /// The store could not keep items after all.
  ///
  /// @param ids which items
  record Unkept(List<ItemId> ids) implements NodeEvent {}

  /// The user publishes an item.
  ///
  /// @param item the item, signed
  /// @param ticket comes back in the answer
  record Published(Item item, Ticket ticket) implements NodeEvent {}

  /// The user, or what was remembered, named an address of a peer.
  ///
  /// @param address where
  record Added(Address address) implements NodeEvent {}

  /// The user wants an address forgotten, and the session that was dialled there ended.
  ///
  /// @param address where
  record Removed(Address address) implements NodeEvent {}

  /// Peers can reach us here.
  ///
  /// @param address where
  record Listening(Address address) implements NodeEvent {}

  /// A network became usable.
  ///
  /// @param scheme which
  record NetworkReady(String scheme) implements NodeEvent {}

  /// A dial came to nothing.
  ///
  /// @param address where
  /// @param reason what went wrong
  record Failed(Address address, Reason reason) implements NodeEvent {}

  /// A dial reached something that failed the handshake.
  ///
  /// @param address where
  record Unfit(Address address) implements NodeEvent {}

  /// A dial became a session.
  ///
  /// @param address where
  /// @param peer who is there
  /// @param session the channel binding
  record Dialled(Address address, PeerId peer, Bytes session) implements NodeEvent {}

  /// A link that arrived became a session.
  ///
  /// @param peer who came
  /// @param session the channel binding
  record Accepted(PeerId peer, Bytes session) implements NodeEvent {}

  /// A peer broke a rule that it could have kept; it was counted, and its session is ending.
  ///
  /// @param session the channel binding
  record Offended(Bytes session) implements NodeEvent {}

  /// A session is over, whoever ended it.
  ///
  /// @param session the channel binding
  record Ended(Bytes session) implements NodeEvent {}

  /// A peer brought an item.
  ///
  /// @param session the channel binding
  /// @param item the item, whose signature holds
  record Brought(Bytes session, Item item) implements NodeEvent {}

  /// A peer said something else.
  ///
  /// @param session the channel binding
  /// @param message what
  record Said(Bytes session, Message message) implements NodeEvent {}
}
