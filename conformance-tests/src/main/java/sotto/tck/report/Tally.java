package sotto.tck.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sotto.tck.Verdict;
import sotto.tck.engine.CaseSpec;
import sotto.tck.engine.Outcome;

/// What came of the cases of one test class, in a line, and a line for each that wants a look.
///
/// Confined to one thread.
public final class Tally {

  /// Lines of this kind are shown by `./sotto verify`.
  private static final String GATE = "gate: ";

  private final String name;
  private final Map<Verdict, List<Integer>> numbers = new EnumMap<>(Verdict.class);
  private final List<Integer> excluded = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /// Starts with nothing.
  ///
  /// @param name what is tallied
  public Tally(String name) {
    this.name = name;
  }

  /// Counts a case that was run.
  public void add(Outcome outcome) {
    var spec = outcome.spec();
    numbers.computeIfAbsent(outcome.verdict(), _ -> new ArrayList<>()).add(spec.number());
    switch (outcome.verdict()) {
      case WARN, INCONCLUSIVE -> remark(Html.words(outcome.verdict()), spec, outcome.reason());
      case PASS, FAIL, NOT_APPLICABLE, NOT_RUN -> {
        // The build shows failures, and the rest was decided before the run.
      }
    }
  }

  /// Counts a case that was left out.
  public void exclude(CaseSpec spec, String reason) {
    excluded.add(spec.number());
    remark("excluded", spec, reason);
  }

  private void remark(String what, CaseSpec spec, String reason) {
    remarks.add(
        "%s%s: %s %d %s: %s".formatted(GATE, name, what, spec.number(), spec.name(), reason));
  }

  /// Returns the sum, and then the remarks.
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(
        "%s%s: %d passed, %s failed, %s warned, %s inconclusive, %s not applicable, %s not run, %s excluded"
            .formatted(
                GATE,
                name,
                of(Verdict.PASS).size(),
                listed(of(Verdict.FAIL)),
                listed(of(Verdict.WARN)),
                listed(of(Verdict.INCONCLUSIVE)),
                listed(of(Verdict.NOT_APPLICABLE)),
                listed(of(Verdict.NOT_RUN)),
                listed(excluded)));
    lines.addAll(remarks);
    return List.copyOf(lines);
  }

  private List<Integer> of(Verdict verdict) {
    return numbers.getOrDefault(verdict, List.of());
  }

  private static String listed(List<Integer> cases) {
    return cases.isEmpty()
        ? "0"
        : cases.size()
            + cases.stream().map(String::valueOf).collect(Collectors.joining(" ", " (", ")"));
  }
}
