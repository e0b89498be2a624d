package sotto.protocol.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Turns what SQLite and the file system complain of into what a caller can do about it.
///
/// Only SQLite's own exceptions become causes: those of the file system have paths in them.
final class SqliteFault {

  private static final String NO_ROOM =
      "The store is full: its own limit is reached, or the disk has no room. Nothing that was kept"
          + " is lost. What to do: free some room on the disk, or allow the store more.";

  private SqliteFault() {}

  static StoreException of(SQLException fault) {
    return switch (codeOf(fault)) {
      // The last of them: memory that SQLite shares by way of a file could not grow.
      case SQLITE_FULL, SQLITE_IOERR_SHMSIZE -> full(fault);
      case SQLITE_BUSY, SQLITE_LOCKED -> locked(fault);
      // Our statements are right: what SQLite finds wrong with them is wrong with the tables.
      case SQLITE_CORRUPT,
          SQLITE_CORRUPT_INDEX,
          SQLITE_CORRUPT_SEQUENCE,
          SQLITE_CORRUPT_VTAB,
          SQLITE_NOTADB,
          SQLITE_IOERR_SHORT_READ,
          SQLITE_ERROR,
          SQLITE_SCHEMA,
          SQLITE_MISMATCH,
          SQLITE_CONSTRAINT ->
          damaged("SQLite finds it damaged", fault);
      default ->
          new StoreException.Broken(
              "The store's disk cannot be used (SQLite says "
                  + codeOf(fault)
                  + "). What to do: see that the data directory and its files can be written and"
                  + " that the disk is sound, then start again.",
              fault);
    };
  }

  private static SQLiteErrorCode codeOf(SQLException fault) {
    return fault instanceof SQLiteException known
        ? known.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  static StoreException of(IOException fault) {
    return switch (fault) {
      case StoreException known -> known;
      case AccessDeniedException _ -> broken("it may not be written");
      case FileSystemException e when e.getReason() != null && e.getReason().contains("space") ->
          new StoreException.Full(NO_ROOM, null);
      default -> broken(fault.getClass().getSimpleName());
    };
  }

  static StoreException.Full full(SQLException fault) {
    return new StoreException.Full(NO_ROOM, fault);
  }

  static StoreException.Full tooManyItems() {
    return new StoreException.Full(
        "The store has as many items as it may have. What to do: wait for items to expire.", null);
  }

  static StoreException.Locked locked(SQLException fault) {
    return new StoreException.Locked(
        "Another node uses this data directory. What to do: stop it, or choose another directory.",
        fault);
  }

  static StoreException.Damaged damaged(String how) {
    return damaged(how, new SQLException(how));
  }

  static StoreException.Broken closed() {
    return new StoreException.Broken("The store is closed.", null);
  }

  private static StoreException.Damaged damaged(String how, SQLException fault) {
    return new StoreException.Damaged(
        "The store's database is not what was written: "
            + how
            + ". Nothing was deleted. What to do: move "
            + SqliteStore.FILE
            + " and the files beside it away and start again; what others still have comes back"
            + " from them. To save what is left, try: sqlite3 "
            + SqliteStore.FILE
            + " .recover",
        fault);
  }

  private static StoreException.Broken broken(String how) {
    return new StoreException.Broken(
        "The store's directory cannot be used: "
            + how
            + ". What to do: see that it is a directory, that this user may write it, and that the"
            + " disk is sound.",
        null);
  }
}
