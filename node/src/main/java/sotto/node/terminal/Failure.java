package sotto.node.terminal;

import org.jspecify.annotations.Nullable;

/// A command cannot do what it was asked: the ending, and a sentence for the person.
///
/// The sentence says what happened, why, and after `What to do:` what would help. It is shown
/// without a stack trace, for the world is at fault and not the program.
public final class Failure extends Exception {

  private static final long serialVersionUID = 1;

  private final Exit exit;

  /// Says how to end and why.
  public Failure(Exit exit, String message) {
    this(exit, message, null);
  }

  /// Says how to end, why, and what caused it.
  public Failure(Exit exit, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  /// Returns how the program ends.
  public Exit exit() {
    return exit;
  }

  /// Returns the sentence.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
