package sotto.protocol.node;

import sotto.protocol.crypto.Bytes;
import sotto.protocol.flood.Refusal;
import sotto.protocol.flood.Ticket;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message;
import sotto.protocol.wire.Message.Goodbye;
import sotto.spi.Address;

/// What a [NodeMachine] can ask for.
sealed interface NodeEffect {

  /// Keep an item before anything that follows is done.
  ///
  /// @param item the item
  record Keep(Item item) implements NodeEffect {}

  /// Delete an item.
  ///
  /// @param id which item
  record Forget(ItemId id) implements NodeEffect {}

  /// Tell the publisher that its item is kept.
  ///
  /// @param ticket the publication
  record Acknowledge(Ticket ticket) implements NodeEffect {}

  /// Tell the publisher that its item was not taken.
  ///
  /// @param ticket the publication
  /// @param why why not
  record Refuse(Ticket ticket, Refusal why) implements NodeEffect {}

  /// Show an item to the user.
  ///
  /// @param item the item
  record Deliver(Item item) implements NodeEffect {}

  /// Send a message.
  ///
  /// @param session the channel binding
  /// @param message what; often the same object for many sessions
  record Send(Bytes session, Message message) implements NodeEffect {}

  /// Send a kept item, if it is still kept when its turn comes.
  ///
  /// @param session the channel binding
  /// @param id which item
  record SendKept(Bytes session, ItemId id) implements NodeEffect {}

  /// Count an item that was not taken, and look at it again if it comes again.
  ///
  /// @param id which item
  /// @param why why not
  record Decline(ItemId id, Refusal why) implements NodeEffect {}

  /// Count a rule that a peer broke; what follows from it follows.
  ///
  /// @param session the channel binding
  /// @param cause which
  record Blame(Bytes session, Cause cause) implements NodeEffect {}

  /// Say goodbye and end a session.
  ///
  /// @param session the channel binding
  /// @param why what to tell the peer
  record Close(Bytes session, Goodbye.Why why) implements NodeEffect {}

  /// Dial an address.
  ///
  /// @param address where
  record Dial(Address address) implements NodeEffect {}
}
