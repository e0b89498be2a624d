package sotto.tck.engine;

import org.jspecify.annotations.Nullable;

/// A rule was broken: thrown by a case, with what was seen and what should have been.
public final class Breach extends AssertionError {

  private static final long serialVersionUID = 1;

  /// Says what was broken.
  public Breach(String message) {
    super(message);
  }

  /// Says what was broken and what showed it.
  public Breach(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
