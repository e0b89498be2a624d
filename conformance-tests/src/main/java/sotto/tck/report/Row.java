package sotto.tck.report;

import java.util.List;
import sotto.tck.Level;
import sotto.tck.Verdict;
import sotto.tck.engine.Figure;
import sotto.tck.engine.Outcome;

/// One case in a report.
///
/// @param number 1 to 152
/// @param group the number of its group
/// @param groupTitle what the group is about
/// @param name the case's name
/// @param level how much a failure weighs
/// @param core whether it belongs to level 1
/// @param stochastic whether a pass is evidence and not proof
/// @param rules the rules that it tests
/// @param verdict what came of it
/// @param reason why it is not a pass; empty for a pass
/// @param millis how long it took, in milliseconds
/// @param figures what was measured
public record Row(
    int number,
    int group,
    String groupTitle,
    String name,
    Level level,
    boolean core,
    boolean stochastic,
    List<String> rules,
    Verdict verdict,
    String reason,
    double millis,
    List<Figure> figures) {

  static Row of(Outcome outcome) {
    var spec = outcome.spec();
    return new Row(
        spec.number(),
        spec.group(),
        spec.groupTitle(),
        spec.name(),
        spec.level(),
        spec.core(),
        spec.stochastic(),
        spec.rules(),
        outcome.verdict(),
        Scrub.clean(outcome.reason()),
        Math.round(outcome.took().toNanos() / 1e4) / 1e2,
        Figures.medians(outcome.figures()));
  }
}
