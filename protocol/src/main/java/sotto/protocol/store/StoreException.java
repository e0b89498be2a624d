package sotto.protocol.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The store could not do what was asked.
///
/// There is one subclass for each thing that a caller can sensibly do next. Messages say what
/// happened and what to do, and contain no path.
public abstract sealed class StoreException extends IOException {

  private static final long serialVersionUID = 1;

  private StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// There is no room, on the disk or within the store's own limit. Nothing of the commit was kept,
  /// everything from before is still there, and the same call works again once there is room.
  public static final class Full extends StoreException {

    private static final long serialVersionUID = 1;

    Full(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// Another process, or another store of this one, uses the same directory.
  public static final class Locked extends StoreException {

    private static final long serialVersionUID = 1;

    Locked(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// What is on the disk is not what was written, or not ours. Nothing was deleted: a person has to
  /// decide.
  public static final class Damaged extends StoreException {

    private static final long serialVersionUID = 1;

    Damaged(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The disk or the directory cannot be used: it is read-only, gone, or fails.
  public static final class Broken extends StoreException {

    private static final long serialVersionUID = 1;

    Broken(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
