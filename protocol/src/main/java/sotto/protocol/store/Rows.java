package sotto.protocol.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Signature;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.spi.Address;
import sotto.spi.NetworkException.AddressRejected;

/// Items and addresses into rows and back, on one connection.
///
/// Only the payload and the signature are the truth; the other columns follow from them and are
/// checked against them whenever a row is read, and so is a sum over both, because SQLite would not
/// notice a flipped bit in a value.
///
/// Confined to whoever uses the connection.
final class Rows implements AutoCloseable {

  private static final String COLUMNS = "id, expires_at, sum, signature, payload";

  private final Connection connection;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final PreparedStatement select;
  private final PreparedStatement selectAll;

  /// Prepares the statements once: preparing costs more than a row.
  Rows(Connection connection) throws SQLException {
    this.connection = connection;
    insert =
        connection.prepareStatement(
            "INSERT INTO items ("
                + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO NOTHING");
    delete = connection.prepareStatement("DELETE FROM items WHERE id = ?");
    select = connection.prepareStatement("SELECT " + COLUMNS + " FROM items WHERE id = ?");
    selectAll = connection.prepareStatement("SELECT " + COLUMNS + " FROM items");
  }

  /// Writes an item, and returns how many rows that made: one, or none if it is there.
  int insert(Item item) throws SQLException {
    var signature = item.signature().bytes();
    insert.setBytes(1, item.id().bytes().toArray());
    insert.setLong(2, item.expiresAt().getEpochSecond());
    insert.setLong(3, sum(signature, item.payload()));
    insert.setBytes(4, signature.toArray());
    insert.setBytes(5, item.payload().toArray());
    return insert.executeUpdate();
  }

  /// Deletes an item, and returns how many rows went: one, or none if it was not there.
  int delete(ItemId id) throws SQLException {
    delete.setBytes(1, id.bytes().toArray());
    return delete.executeUpdate();
  }

  /// Reads an item.
  Optional<Item> find(ItemId id) throws SQLException, StoreException {
    select.setBytes(1, id.bytes().toArray());
    try (var row = select.executeQuery()) {
      return row.next() ? Optional.of(item(row)) : Optional.empty();
    }
  }

  /// Reads what is known of all items, in no order.
  List<Kept> index() throws SQLException, StoreException {
    var index = new ArrayList<Kept>();
    try (var row = selectAll.executeQuery()) {
      while (row.next()) {
        index.add(Kept.of(item(row)));
      }
    }
    return index;
  }

  /// Writes addresses in place of those that are there.
  void replaceAddresses(List<Address> addresses) throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM addresses");
        var add = connection.prepareStatement("INSERT INTO addresses (address) VALUES (?)")) {
      delete.executeUpdate();
      for (var address : addresses) {
        add.setBytes(1, address.encode());
        add.executeUpdate();
      }
    }
  }

  /// Reads the addresses in the order in which they were written.
  List<Address> addresses() throws SQLException, StoreException {
    var addresses = new ArrayList<Address>();
    try (var all = connection.prepareStatement("SELECT address FROM addresses ORDER BY place");
        var row = all.executeQuery()) {
      while (row.next()) {
        addresses.add(Address.decode(row.getBytes(1)));
      }
    } catch (AddressRejected e) {
      throw SqliteFault.damaged("an address in it is none");
    }
    return addresses;
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    delete.close();
    select.close();
    selectAll.close();
  }

  /// Reads the item of a row, and makes sure that it is the one that was written.
  private static Item item(ResultSet row) throws SQLException, StoreException {
    var id = row.getBytes(1);
    var signature = row.getBytes(4);
    var payload = row.getBytes(5);
    if (id == null || signature == null || payload == null) {
      throw SqliteFault.damaged("a row of it is incomplete");
    }
    try {
      var item = Item.of(Bytes.owned(payload), new Signature(Bytes.owned(signature)));
      if (!Bytes.owned(id).equals(item.id().bytes())
          || row.getLong(2) != item.expiresAt().getEpochSecond()
          || row.getLong(3) != sum(item.signature().bytes(), item.payload())) {
        throw SqliteFault.damaged("an item in it has changed");
      }
      return item;
    } catch (IllegalArgumentException e) {
      throw SqliteFault.damaged("an item in it is none");
    }
  }

  private static long sum(Bytes signature, Bytes payload) {
    var sum = new CRC32C();
    sum.update(signature.buffer());
    sum.update(payload.buffer());
    return sum.getValue();
  }
}
