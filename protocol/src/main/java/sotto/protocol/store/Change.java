package sotto.protocol.store;

import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;

/// One thing that a commit changes.
public sealed interface Change {

  /// Keep an item; one that is kept already stays as it is.
  ///
  /// @param item the item
  record Keep(Item item) implements Change {}

  /// Delete an item; one that is not there stays away.
  ///
  /// @param id which item
  record Forget(ItemId id) implements Change {}
}
