package sotto.tck.report;

import java.util.List;
import sotto.tck.BackendUnderTest;
import sotto.tck.Verdict;
import sotto.tck.engine.Options;
import sotto.tck.engine.Outcome;

/// Everything that a run says; all shapes of a report are made from this.
///
/// @param v the version of this shape, 1
/// @param subject what was tested
/// @param seed what all randomness came from
/// @param timeScale what the waits were multiplied by
/// @param repeat how often each case was run
/// @param strict whether SHOULD counted like MUST
/// @param complete whether no case was left out by choice
/// @param millis how long the run took, in milliseconds
/// @param cases what came of each case
public record Report(
    int v,
    Subject subject,
    long seed,
    double timeScale,
    int repeat,
    boolean strict,
    boolean complete,
    double millis,
    List<Row> cases) {

  /// The version of the shape.
  public static final int VERSION = 1;

  /// Makes the report of a run.
  public static Report of(
      BackendUnderTest backend, Options options, boolean complete, List<Outcome> outcomes) {
    return new Report(
        VERSION,
        Subject.of(backend),
        options.seed(),
        options.timeScale() * backend.timeScale(),
        options.repeat(),
        options.strict(),
        complete,
        outcomes.stream().mapToLong(outcome -> outcome.took().toMillis()).sum(),
        outcomes.stream().map(Row::of).toList());
  }

  /// Counts the cases with a verdict.
  public long count(Verdict verdict) {
    return cases.stream().filter(row -> row.verdict() == verdict).count();
  }

  /// Says what the run comes to.
  public Conclusion conclusion() {
    if (count(Verdict.FAIL) > 0 || (strict && count(Verdict.WARN) > 0)) {
      return Conclusion.NOT_CONFORMANT;
    }
    return count(Verdict.INCONCLUSIVE) > 0 || count(Verdict.PASS) == 0
        ? Conclusion.INCONCLUSIVE
        : Conclusion.CONFORMANT;
  }

  /// What a run comes to.
  public enum Conclusion {
    /// Every rule that could be tested is kept.
    CONFORMANT("conformant", 0),
    /// A rule is broken.
    NOT_CONFORMANT("not conformant", 1),
    /// The environment failed, or nothing passed: never counted as a pass.
    INCONCLUSIVE("inconclusive", 4);

    private final String words;
    private final int exit;

    Conclusion(String words, int exit) {
      this.words = words;
      this.exit = exit;
    }

    /// Returns it in words.
    public String words() {
      return words;
    }

    /// Returns the exit code of the command.
    public int exit() {
      return exit;
    }
  }
}
