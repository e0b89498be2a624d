package sotto.protocol.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// What the database looks like, how it is made, and how it is opened.
///
/// A new database is made under another name and moved into place once it is complete, so a
/// database that is there but empty is a damaged one.
final class Schema {

  /// The version of the tables; a program refuses those of a later version.
  static final int VERSION = 1;

  /// Marks the file as ours: the letters `Sott`.
  private static final int APPLICATION = 0x536f7474;

  /// The size of SQLite's pages, in bytes.
  static final int PAGE = 4_096;

  /// What the log may keep of the disk after it was large once, in bytes.
  private static final int LOG_MAX = 4 * 1024 * 1024;

  // Where the fields of SQLite's file header are (https://www.sqlite.org/fileformat.html, 1.3).
  private static final int HEADER = 100;
  private static final String MAGIC = "SQLite format 3\0";
  private static final int FORMAT_AT = 18;
  private static final int WAL_FORMAT = 2;
  private static final int VERSION_AT = 60;
  private static final int APPLICATION_AT = 68;

  private static final String[] TABLES = {
    """
    CREATE TABLE items (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE,
      expires_at INTEGER NOT NULL,
      sum INTEGER NOT NULL,
      signature BLOB NOT NULL,
      payload BLOB NOT NULL
    ) STRICT\
    """,
    """
    CREATE TABLE addresses (
      place INTEGER PRIMARY KEY,
      address BLOB NOT NULL
    ) STRICT\
    """
  };

  private Schema() {}

  /// Makes an empty database.
  static void create(Path file) throws SQLException, IOException {
    var unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    createPrivate(unfinished);
    try (var connection = connect(unfinished);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size = " + PAGE);
      // Before anything is written, or the file would never shrink.
      statement.execute("PRAGMA auto_vacuum = FULL");
      statement.execute("PRAGMA application_id = " + APPLICATION);
      for (var table : TABLES) {
        statement.execute(table);
      }
      statement.execute("PRAGMA user_version = " + VERSION);
      statement.execute("PRAGMA journal_mode = WAL");
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Opens a connection for reading, or for writing too.
  static Connection open(Path file) throws SQLException {
    var connection = connect(file);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA journal_size_limit = " + LOG_MAX);
      // What is forgotten is overwritten. Measured, it costs nothing: with it and without it,
      // 13,000
      // to 16,000 items of 1 kB are deleted in a second, and 2,800 to 3,200 of 20 kB.
      statement.execute("PRAGMA secure_delete = ON");
      statement.execute("PRAGMA cell_size_check = ON");
      statement.execute("PRAGMA trusted_schema = OFF");
      statement.execute("PRAGMA temp_store = MEMORY");
      // A fault of the disk in mapped memory would end the process.
      statement.execute("PRAGMA mmap_size = 0");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// Checks, before SQLite touches it, that a file is a database of ours.
  static void checkHeader(Path file) throws IOException {
    var header = ByteBuffer.allocate(HEADER);
    try (var channel = FileChannel.open(file)) {
      while (header.hasRemaining() && channel.read(header) >= 0) {
        // Reads on until there is enough.
      }
    }
    if (header.hasRemaining() || !new String(header.array(), 0, 16, US_ASCII).equals(MAGIC)) {
      throw SqliteFault.damaged("it is no database");
    }
    if (header.getInt(APPLICATION_AT) != APPLICATION) {
      throw SqliteFault.damaged("it is not a store of this program");
    }
    var version = header.getInt(VERSION_AT);
    if (version != VERSION) {
      throw SqliteFault.damaged("it has version " + version + ", this program knows " + VERSION);
    }
    if (header.get(FORMAT_AT) != WAL_FORMAT || header.get(FORMAT_AT + 1) != WAL_FORMAT) {
      throw SqliteFault.damaged("it has another format");
    }
  }

  /// Checks that a database is sound.
  static void check(Connection connection) throws SQLException, StoreException {
    try (var statement = connection.createStatement();
        var verdict = statement.executeQuery("PRAGMA integrity_check(1)")) {
      if (!verdict.next() || !verdict.getString(1).equals("ok")) {
        throw SqliteFault.damaged("SQLite's integrity check fails");
      }
    }
  }

  static long number(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  static Connection connect(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setBusyTimeout(0);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:file:" + file.toUri().getRawPath());
    return source.getConnection();
  }

  /// Makes a directory that only its owner can look into.
  static void createPrivateDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, permissions("rwx------"));
    }
  }

  /// Makes an empty file that only its owner can read, unless there is a file.
  static void createPrivate(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file, permissions("rw-------"));
    }
  }

  private static FileAttribute<?>[] permissions(String posix) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))
        }
        : new FileAttribute<?>[0];
  }
}
