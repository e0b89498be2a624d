package sotto.protocol.node;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A file with a secret of the node's cannot be used, or cannot be made. The message names neither
/// the secret nor the directory.
public final class UnusableKey extends IOException {

  private static final long serialVersionUID = 1;

  /// Says what happened.
  ///
  /// @param message what happened and what to do, for people
  /// @param cause what caused it, or null
  public UnusableKey(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
