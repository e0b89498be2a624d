package sotto.protocol;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A node could not do what was asked.
///
/// There is one subclass for each thing that a caller can sensibly do next. A network that is down
/// or a peer that is away is none of them: those are the node's status, and the node keeps trying.
/// A message says what happened and what to do, and contains no address, key or path.
public abstract sealed class NodeException extends IOException {

  private static final long serialVersionUID = 1;

  private NodeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// The configuration cannot be used: correct it.
  public static final class ConfigRejected extends NodeException {

    private static final long serialVersionUID = 1;

    private final String setting;

    /// Says which setting cannot be used.
    ///
    /// @param setting the setting's name, with its network's scheme and a dot before it if it is a
    ///   network's
    /// @param message what is wrong and what would be right, for people
    /// @param cause what caused it, or null
    public ConfigRejected(String setting, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.setting = setting;
    }

    /// Returns the name of the setting that cannot be used.
    ///
    /// @return the name, such as `directory`, `networks` or `tor.control.port`
    public String setting() {
      return setting;
    }
  }

  /// Another process or node has the data directory: stop it, or use another directory.
  public static final class StoreLocked extends NodeException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public StoreLocked(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// What is in the data directory cannot be read: restore it, or move it away.
  public static final class StoreDamaged extends NodeException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public StoreDamaged(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// There is no room for an item, on the disk or within the limits: make room and try again.
  /// Nothing was published.
  public static final class StoreFull extends NodeException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public StoreFull(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The disk or the file system failed: look at the machine, then try again. What was acknowledged
  /// before is not lost by it; whether the last thing was kept is unknown.
  public static final class StoreBroken extends NodeException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public StoreBroken(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// A file of the node's identity is damaged, unreadable, or readable by others: restore it, or
  /// remove it to become somebody new. A node never replaces one by itself.
  public static final class IdentityUnusable extends NodeException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public IdentityUnusable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// An address cannot be used by this node: it is malformed, or of a network that the node does
  /// not run on.
  public static final class AddressRejected extends NodeException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public AddressRejected(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// A limit of the node's is reached: use less of what the message names.
  public static final class LimitReached extends NodeException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    public LimitReached(String message) {
      super(message, null);
    }
  }

  /// It was closed by its owner: stop.
  public static final class NodeClosed extends NodeException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened, for people
    public NodeClosed(String message) {
      super(message, null);
    }
  }

  /// The node found itself broken and stopped: start it again, and report the cause.
  public static final class NodeFailed extends NodeException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what broke, or null
    public NodeFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
