package sotto.protocol.store;

import java.util.List;
import java.util.Optional;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.spi.Address;

/// What must survive the process.
///
/// - **S1** What a commit changed is there after `kill -9` of the process, once the call has
///   returned; if it throws, nothing of it is.
/// - **S2** A store is bounded in bytes and in the number of items and addresses.
/// - **S3** One store at a time uses a directory.
/// - **S4** A store never deletes what it was not told to delete, however damaged it is.
///
/// Safe for use by any number of threads; reading does not wait for a commit.
public interface Store extends AutoCloseable {

  /// How many items there are at most, whatever their size: twice what a node's index may hold.
  int ITEMS_MAX = 1_000_000;

  /// How many addresses are remembered at most: many times as many as a node has sessions.
  int ADDRESSES_MAX = 1_000;

  /// Changes all of this, in order, or nothing.
  ///
  /// @param changes what to change
  /// @throws StoreException.Full if there is no room for it
  /// @throws StoreException.Damaged if what is on the disk is not what was written
  /// @throws StoreException.Broken if the disk fails, or the store is closed
  void commit(List<Change> changes) throws StoreException;

  /// Reads an item.
  ///
  /// @param id which item
  /// @return the item, or nothing if it is not kept
  /// @throws StoreException.Damaged if what is on the disk is not what was written
  /// @throws StoreException.Broken if the disk fails, or the store is closed
  Optional<Item> item(ItemId id) throws StoreException;

  /// Reads what is known of all items, in the order in which they expire.
  ///
  /// @return one row for each item
  /// @throws StoreException.Damaged if what is on the disk is not what was written
  /// @throws StoreException.Broken if the disk fails, or the store is closed
  List<Kept> index() throws StoreException;

  /// Remembers addresses of peers in place of those remembered before.
  ///
  /// @param addresses at most [#ADDRESSES_MAX]
  /// @throws IllegalArgumentException if there are more
  /// @throws StoreException.Full if there is no room for them; the old ones are still there
  /// @throws StoreException.Damaged if what is on the disk is not what was written
  /// @throws StoreException.Broken if the disk fails, or the store is closed
  void remember(List<Address> addresses) throws StoreException;

  /// Reads the remembered addresses.
  ///
  /// @return in the order in which they were given
  /// @throws StoreException.Damaged if what is on the disk is not what was written
  /// @throws StoreException.Broken if the disk fails, or the store is closed
  List<Address> addresses() throws StoreException;

  /// Lets go of the directory. Every later call throws [StoreException.Broken]; closing again does
  /// nothing.
  @Override
  void close();
}
