package sotto.protocol.wire;

import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;

/// Which item it is: SHA-256 over u8 6 ‖ `sotto1` ‖ u8 7 ‖ `item-id` ‖ the payload as it arrived.
///
/// Ordered by its bytes, unsigned; an ordered key keeps hash maps fast also when somebody grinds
/// ids that collide.
///
/// @param bytes 32 bytes
public record ItemId(Bytes bytes) implements Comparable<ItemId> {

  /// The length of an id, in bytes.
  public static final int SIZE = Hash.SIZE;

  /// Checks the length.
  ///
  /// @throws IllegalArgumentException if there are not 32 bytes
  public ItemId {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("an item's id has " + SIZE + " bytes");
    }
  }

  @Override
  public int compareTo(ItemId other) {
    for (var i = 0; i < SIZE; i++) {
      var order = Byte.compareUnsigned(bytes.get(i), other.bytes.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /// Does not reveal the id.
  @Override
  public String toString() {
    return "item:[redacted]";
  }
}
