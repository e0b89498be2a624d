package sotto.tck.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sotto.tck.Verdict;

/// What came of one case, over all its runs.
///
/// @param spec the case
/// @param verdict the verdict
/// @param reason why it is not a pass; empty for a pass
/// @param took how long all runs took
/// @param figures what was measured
/// @param cause what was thrown, for a debugger's eyes; not part of a report
public record Outcome(
    CaseSpec spec,
    Verdict verdict,
    String reason,
    Duration took,
    List<Figure> figures,
    Optional<Throwable> cause) {

  /// Checks that nothing but a pass is without a reason.
  public Outcome {
    figures = List.copyOf(figures);
    if (verdict != Verdict.PASS && reason.isBlank()) {
      throw new IllegalArgumentException("case " + spec.number() + " ended without a reason");
    }
  }
}
