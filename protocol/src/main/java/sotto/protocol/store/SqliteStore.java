package sotto.protocol.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.spi.Address;

/// A [Store] in one SQLite database, with a write-ahead log that is flushed at every commit.
///
/// What is read is checked: damage is reported and never passed on as an item.
///
/// Needs the program to be started with `--enable-native-access`, or the JDK warns.
public final class SqliteStore implements Store {

  /// The name of the database in its directory.
  public static final String FILE = "sotto.sqlite";

  private final DirectoryLock lock;
  private final Object writing = new Object();
  private final Object reading = new Object();
  private final Connection writer;
  private final Connection reader;
  private Rows writerRows;
  private Rows readerRows;
  private long items;
  private boolean closed;

  private SqliteStore(DirectoryLock lock, Connection writer, Connection reader)
      throws SQLException {
    this.lock = lock;
    this.writer = writer;
    this.reader = reader;
    try {
      this.writerRows = new Rows(writer);
      this.readerRows = new Rows(reader);
      this.items = Schema.number(writer, "SELECT count(*) FROM items");
    } catch (SQLException e) {
      reader.close();
      throw e;
    }
  }

  /// Opens the store of a directory, which is made if it is not there.
  ///
  /// @param directory where; nobody else puts anything there
  /// @param bytesMax how large the database may grow, in bytes: twice what its items may have is
  ///   enough. The log beside it has a few megabytes more at times
  /// @return the store
  /// @throws StoreException.Locked if another store uses the directory
  /// @throws StoreException.Damaged if what is there is not what a store wrote
  /// @throws StoreException.Full if there is no room
  /// @throws StoreException.Broken if the directory cannot be used
  public static SqliteStore open(Path directory, long bytesMax) throws StoreException {
    try {
      Schema.createPrivateDirectory(directory);
      var lock = DirectoryLock.take(directory);
      try {
        return open(lock, directory.resolve(FILE), bytesMax);
      } catch (SQLException | IOException e) {
        lock.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteFault.of(e);
    } catch (IOException e) {
      throw SqliteFault.of(e);
    }
  }

  private static SqliteStore open(DirectoryLock lock, Path file, long bytesMax)
      throws SQLException, IOException {
    if (!Files.exists(file)) {
      Schema.create(file);
    }
    Schema.checkHeader(file);
    var writer = Schema.open(file);
    try {
      Schema.check(writer);
      Schema.number(writer, "PRAGMA max_page_count = " + Math.max(1, bytesMax / Schema.PAGE));
      return new SqliteStore(lock, writer, Schema.open(file));
    } catch (SQLException | StoreException e) {
      writer.close();
      throw e;
    }
  }

  @Override
  public void commit(List<Change> changes) throws StoreException {
    write(
        () -> {
          var before = items;
          for (var change : changes) {
            switch (change) {
              case Change.Keep(var item) -> items += writerRows.insert(item);
              case Change.Forget(var id) -> items -= writerRows.delete(id);
            }
          }
          if (items > ITEMS_MAX && items > before) {
            throw SqliteFault.tooManyItems();
          }
        });
  }

  @Override
  public Optional<Item> item(ItemId id) throws StoreException {
    return read(() -> readerRows.find(id));
  }

  @Override
  public List<Kept> index() throws StoreException {
    return read(
        () -> {
          var index = readerRows.index();
          index.sort(Comparator.comparing(Kept::expiresAt).thenComparing(Kept::id));
          return index;
        });
  }

  @Override
  public void remember(List<Address> addresses) throws StoreException {
    if (addresses.size() > ADDRESSES_MAX) {
      throw new IllegalArgumentException("more than " + ADDRESSES_MAX + " addresses");
    }
    write(() -> writerRows.replaceAddresses(addresses));
  }

  @Override
  public List<Address> addresses() throws StoreException {
    return read(() -> readerRows.addresses());
  }

  @Override
  public void close() {
    synchronized (writing) {
      synchronized (reading) {
        if (closed) {
          return;
        }
        closed = true;
        try (lock;
            writer;
            reader) {
          // Closed by leaving: first who reads, last the lock.
        } catch (SQLException e) {
          // What was committed is in the log and will be found there.
        }
      }
    }
  }

  /// Runs a transaction: all of it happens, or nothing.
  private void write(Transaction transaction) throws StoreException {
    synchronized (writing) {
      checkOpen();
      var before = items;
      try {
        execute("BEGIN IMMEDIATE");
        transaction.run();
        execute("COMMIT");
      } catch (SQLException e) {
        rollBack(before);
        throw SqliteFault.of(e);
      } catch (StoreException e) {
        rollBack(before);
        throw e;
      }
    }
  }

  private void rollBack(long itemsBefore) {
    items = itemsBefore;
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite rolls back by itself after some failures, and then there is nothing to do.
    }
    writerRows = prepared(writer, writerRows);
  }

  /// Prepares the statements again: those that failed cannot be used any more.
  private static Rows prepared(Connection connection, Rows failed) {
    try {
      failed.close();
      return new Rows(connection);
    } catch (SQLException e) {
      // The connection is of no use now; the next call finds that out and says so.
      return failed;
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = writer.createStatement()) {
      statement.execute(sql);
    }
  }

  private <T> T read(Query<T> query) throws StoreException {
    synchronized (reading) {
      checkOpen();
      try {
        return query.run();
      } catch (SQLException e) {
        readerRows = prepared(reader, readerRows);
        throw SqliteFault.of(e);
      }
    }
  }

  private void checkOpen() throws StoreException {
    if (closed) {
      throw SqliteFault.closed();
    }
  }

  private interface Transaction {
    void run() throws SQLException, StoreException;
  }

  private interface Query<T> {
    T run() throws SQLException, StoreException;
  }
}
