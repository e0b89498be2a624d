package sotto.protocol.flood;

import sotto.protocol.crypto.PeerId;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message;

/// What a [Flood] can ask for.
public sealed interface FloodEffect {

  /// Keep an item, so that it is there after a crash too, before any later effect is performed.
  ///
  /// @param item the item
  record Keep(Item item) implements FloodEffect {}

  /// Delete an item from the store, and take it out of [Seen].
  ///
  /// @param id which item
  record Forget(ItemId id) implements FloodEffect {}

  /// Tell the publisher that its item is kept and on its way.
  ///
  /// @param ticket the publication
  /// @param peers to how many peers the item is being sent; 0 if there are none now, in which case
  ///   it is offered to whoever comes
  record Acknowledge(Ticket ticket, int peers) implements FloodEffect {}

  /// Tell the publisher that its item was not taken.
  ///
  /// @param ticket the publication
  /// @param why why not
  record Refuse(Ticket ticket, Refusal why) implements FloodEffect {}

  /// Show an item to the user. Happens once for each item, also for our own; after a restart, not
  /// again.
  ///
  /// @param item the item
  record Deliver(Item item) implements FloodEffect {}

  /// Send a message to a peer, if there still is a session with it. The same [Message] object is
  /// sent to many peers: it needs to be encoded only once.
  ///
  /// @param to who
  /// @param message what
  record Send(PeerId to, Message message) implements FloodEffect {}

  /// Send a kept item to a peer, as [Message.Data]; if it is not in the store any more, send
  /// nothing.
  ///
  /// There may be up to [sotto.protocol.wire.Limits#IDS_MAX] of these for one peer at once, so what
  /// waits in the outbox should be the id: the body is to be loaded when it is its turn to be
  /// written, by the writer.
  ///
  /// @param to who
  /// @param id which item
  record SendKept(PeerId to, ItemId id) implements FloodEffect {}

  /// An item of a peer's was not taken, which is no fault of the peer's. Count it, and take it out
  /// of [Seen]: it may be taken another time.
  ///
  /// @param from who brought it
  /// @param id which item
  /// @param why why not
  record Decline(PeerId from, ItemId id, Refusal why) implements FloodEffect {}

  /// End the session with a peer that broke a rule it could have kept.
  ///
  /// @param peer who
  /// @param offence which rule
  record Disconnect(PeerId peer, Offence offence) implements FloodEffect {}
}
