package sotto.protocol.flood;

import java.util.List;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.store.Kept;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Want;

/// What can happen to a [Flood].
public sealed interface FloodEvent {

  /// The store says what it kept from before. Comes before any other event, in any number of parts.
  ///
  /// @param rows a part of the index
  record Restored(List<Kept> rows) implements FloodEvent {}

  /// There is a session with a peer. If there was one already, the new one takes its place.
  ///
  /// From now on, only what came over this session is passed in as coming from this peer: a page
  /// that was left over from an older one would look like a fault.
  ///
  /// @param peer who it is
  record PeerUp(PeerId peer) implements FloodEvent {}

  /// There is no session with a peer any more.
  ///
  /// @param peer who it was
  record PeerDown(PeerId peer) implements FloodEvent {}

  /// The user publishes an item.
  ///
  /// @param item the item, signed
  /// @param ticket comes back in [FloodEffect.Acknowledge] or [FloodEffect.Refuse]
  record Published(Item item, Ticket ticket) implements FloodEvent {}

  /// A peer brought an item.
  ///
  /// @param from who brought it
  /// @param item the item, whose signature holds
  record Received(PeerId from, Item item) implements FloodEvent {}

  /// A peer said what it keeps.
  ///
  /// @param from who
  /// @param have the page
  record Offered(PeerId from, Have have) implements FloodEvent {}

  /// A peer asked for items.
  ///
  /// @param from who
  /// @param want the request
  record Wanted(PeerId from, Want want) implements FloodEvent {}

  /// The store could not keep items after all: they are to be forgotten. Nothing that depended on
  /// their being kept was performed.
  ///
  /// @param ids which items
  record Unkept(List<ItemId> ids) implements FloodEvent {}
}
