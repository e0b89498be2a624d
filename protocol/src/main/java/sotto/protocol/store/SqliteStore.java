package sotto.protocol.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.spi.Address;

/// A [Store] in one SQLite database.
public final class SqliteStore implements Store {

  private SqliteStore() {}

  /// Opens the store of a directory, which is made if it is not there.
  ///
  /// @param directory where; nobody else puts anything there
  /// @param bytesMax how large the database may grow, in bytes
  /// @return the store
  /// @throws StoreException.Locked if another store uses the directory
  /// @throws StoreException.Damaged if what is there is not what a store wrote
  /// @throws StoreException.Full if there is no room
  /// @throws StoreException.Broken if the directory cannot be used
  public static SqliteStore open(Path directory, long bytesMax) throws StoreException {
    if (bytesMax > 0) {
      throw new StoreException.Broken("soon " + directory, null);
    }
    return new SqliteStore();
  }

  @Override
  public void commit(List<Change> changes) throws StoreException {}

  @Override
  public Optional<Item> item(ItemId id) throws StoreException {
    return Optional.empty();
  }

  @Override
  public List<Kept> index() throws StoreException {
    return List.of();
  }

  @Override
  public void remember(List<Address> addresses) throws StoreException {}

  @Override
  public List<Address> addresses() throws StoreException {
    return List.of();
  }

  @Override
  public void close() {}
}
