package sotto.protocol.store;

import java.time.Instant;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Topic;

/// What is known of a kept item without reading it.
///
/// @param id which item
/// @param topic where it belongs
/// @param owner whose it is
/// @param expiresAt when it disappears
/// @param size how much room it takes, in bytes: payload and signature
public record Kept(ItemId id, Topic topic, PeerId owner, Instant expiresAt, int size) {

  /// Returns what is known of an item.
  ///
  /// @param item the item
  /// @return its row in the index
  public static Kept of(Item item) {
    return new Kept(item.id(), item.topic(), item.owner(), item.expiresAt(), item.size());
  }
}
