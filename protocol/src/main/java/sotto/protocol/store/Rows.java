package sotto.protocol.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.CRC32C;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Signature;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;

/// Items into rows and back.
///
/// Only the payload and the signature are the truth; the other columns follow from them and are
/// checked against them whenever a row is read, and so is a sum over both, because SQLite would not
/// notice a flipped bit in a value.
final class Rows {

  /// The columns that [#item] reads, in its order.
  static final String COLUMNS = "id, expires_at, sum, signature, payload";

  private Rows() {}

  /// Writes an item, and returns how many rows that made: one, or none if it is there.
  static int insert(Connection connection, Item item) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO items ("
                + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO NOTHING")) {
      var signature = item.signature().bytes();
      insert.setBytes(1, item.id().bytes().toArray());
      insert.setLong(2, item.expiresAt().getEpochSecond());
      insert.setLong(3, sum(signature, item.payload()));
      insert.setBytes(4, signature.toArray());
      insert.setBytes(5, item.payload().toArray());
      return insert.executeUpdate();
    }
  }

  /// Deletes an item, and returns how many rows went: one, or none if it was not there.
  static int delete(Connection connection, ItemId id) throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM items WHERE id = ?")) {
      delete.setBytes(1, id.bytes().toArray());
      return delete.executeUpdate();
    }
  }

  /// Reads the item of a row, and makes sure that it is the one that was written.
  static Item item(ResultSet row) throws SQLException, StoreException {
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
