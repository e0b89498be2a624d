package sotto.protocol.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// Keeps a directory to one store at a time, in this process and in all others.
///
/// It is an empty SQLite database with an exclusive transaction that never ends. The JDK's file
/// locks would not do: on POSIX systems, the second store of a process would take the first one's
/// lock away by closing its own channel.
final class DirectoryLock implements AutoCloseable {

  private static final String FILE = "lock";

  private final Connection connection;

  private DirectoryLock(Connection connection) {
    this.connection = connection;
  }

  static DirectoryLock take(Path directory) throws SQLException, IOException {
    var file = directory.resolve(FILE);
    Schema.createPrivate(file);
    var connection = Schema.connect(file);
    try (var statement = connection.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      return new DirectoryLock(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
