package sotto.tck.engine;

import org.jspecify.annotations.Nullable;
import sotto.tck.Verdict;

/// A case ended without telling whether its rule is kept. There is always a reason.
public final class Skip extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Verdict verdict;

  /// Says why a case ended.
  ///
  /// @param verdict `NOT_APPLICABLE`, `NOT_RUN` or `INCONCLUSIVE`
  /// @param reason one sentence
  public Skip(Verdict verdict, String reason) {
    this(verdict, reason, null);
  }

  /// Says why a case ended and what caused it.
  public Skip(Verdict verdict, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.verdict = verdict;
  }

  /// Returns what the case ends as.
  public Verdict verdict() {
    return verdict;
  }
}
