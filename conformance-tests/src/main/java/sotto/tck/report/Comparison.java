package sotto.tck.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import sotto.tck.Verdict;

/// Two reports side by side.
///
/// @param left the first
/// @param right the second
public record Comparison(Report left, Report right) {

  /// One case in both reports.
  ///
  /// @param number the case's number
  /// @param name its name
  /// @param left what came of it in the first report, if it is there
  /// @param right what came of it in the second
  public record Both(int number, String name, Optional<Verdict> left, Optional<Verdict> right) {

    /// Tells whether the reports differ.
    public boolean differs() {
      return !left.equals(right);
    }
  }

  /// Returns all cases of either report, by number.
  public List<Both> cases() {
    var all = new TreeMap<Integer, Both>();
    left.cases()
        .forEach(
            row ->
                all.put(
                    row.number(),
                    new Both(
                        row.number(), row.name(), Optional.of(row.verdict()), Optional.empty())));
    right
        .cases()
        .forEach(
            row ->
                all.merge(
                    row.number(),
                    new Both(
                        row.number(), row.name(), Optional.empty(), Optional.of(row.verdict())),
                    (one, two) -> new Both(one.number(), one.name(), one.left(), two.right())));
    return new ArrayList<>(all.values());
  }

  /// Prints the cases that differ, and how many there are.
  public void print(PrintWriter out) {
    out.printf("%-4s %-62s %-15s %-15s%n", "", "", title(left), title(right));
    var differing = cases().stream().filter(Both::differs).toList();
    differing.forEach(
        both ->
            out.printf(
                "%4d %-62s %-15s %-15s%n",
                both.number(), both.name(), words(both.left()), words(both.right())));
    out.printf("%d of %d cases differ%n", differing.size(), cases().size());
    out.flush();
  }

  /// Writes the page.
  public String html() {
    var rows = new StringBuilder();
    for (var both : cases()) {
      rows.append(
          """
          <tr class="case%s"><td class="number">%d</td><td><code>%s</code></td>\
          <td>%s</td><td>%s</td></tr>
          """
              .formatted(
                  both.differs() ? " differs" : "",
                  both.number(),
                  Html.escape(both.name()),
                  cell(both.left()),
                  cell(both.right())));
    }
    return Html.template("compare.html")
        .replace("{{left}}", Html.escape(title(left)))
        .replace("{{right}}", Html.escape(title(right)))
        .replace("{{rows}}", rows);
  }

  private static String cell(Optional<Verdict> verdict) {
    return "<span class=\"verdict %s\">%s</span>"
        .formatted(verdict.map(Enum::name).orElse("ABSENT"), words(verdict));
  }

  private static String words(Optional<Verdict> verdict) {
    return verdict.map(Html::words).orElse("absent");
  }

  private static String title(Report report) {
    var hash = report.subject().sha256();
    return report.subject().scheme() + (hash.isEmpty() ? "" : " " + hash.substring(0, 8));
  }
}
