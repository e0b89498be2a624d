package sotto.tck.report;

import java.io.PrintWriter;
import java.util.Locale;
import sotto.tck.Verdict;
import sotto.tck.engine.Outcome;

/// A report as a tree on a terminal, printed while the run goes on.
public final class Console {

  private static final int NAME_WIDTH = 62;

  private final PrintWriter out;
  private final boolean colour;
  private int group;

  /// Makes a console report.
  ///
  /// @param out where it goes
  /// @param colour whether the terminal shows colours
  public Console(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  /// Prints what is tested.
  public void begin(Subject subject, long seed) {
    out.println("Backend " + subject.scheme() + ": " + subject.description());
    out.println("Traits  " + String.join(", ", subject.traits()));
    out.printf(
        Locale.ROOT,
        "Run     %s, suite %s, SPI %s, JDK %s, %s, seed %d%n",
        subject.profile(),
        subject.suite(),
        subject.spi(),
        subject.jdk(),
        subject.os(),
        seed);
    out.flush();
  }

  /// Prints what came of a case.
  public void add(Outcome outcome) {
    var row = Row.of(outcome);
    if (row.group() != group) {
      group = row.group();
      out.printf("%nG%d %s%n", group, row.groupTitle());
    }
    out.printf(
        Locale.ROOT,
        "  %s %3d %-" + NAME_WIDTH + "s %-6s %-11s %9s%n",
        coloured(row.verdict()),
        row.number(),
        row.name(),
        row.level() + (row.stochastic() ? "~" : ""),
        String.join(" ", row.rules()),
        Figures.millis(row.millis()));
    if (!row.reason().isEmpty()) {
      out.println("           " + row.reason());
    }
    row.figures().forEach(figure -> out.println("           measured " + Figures.text(figure)));
    out.flush();
  }

  /// Prints the sums and the conclusion.
  public void end(Report report) {
    out.println();
    out.printf(
        Locale.ROOT,
        "%d passed, %d failed, %d warned, %d not applicable, %d not run, %d inconclusive in %s%n",
        report.count(Verdict.PASS),
        report.count(Verdict.FAIL),
        report.count(Verdict.WARN),
        report.count(Verdict.NOT_APPLICABLE),
        report.count(Verdict.NOT_RUN),
        report.count(Verdict.INCONCLUSIVE),
        Figures.millis(report.millis()));
    out.println(
        report.subject().scheme()
            + " is "
            + report.conclusion().words()
            + (report.complete() ? "." : " in the cases that were chosen."));
    out.flush();
  }

  private String coloured(Verdict verdict) {
    var text = "%-4s".formatted(shortly(verdict));
    return colour ? "\u001b[" + code(verdict) + "m" + text + "\u001b[0m" : text;
  }

  /// A verdict in four letters.
  static String shortly(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "PASS";
      case FAIL -> "FAIL";
      case WARN -> "WARN";
      case NOT_APPLICABLE -> "N/A";
      case NOT_RUN -> "SKIP";
      case INCONCLUSIVE -> "????";
    };
  }

  private static int code(Verdict verdict) {
    return switch (verdict) {
      case PASS -> 32;
      case FAIL -> 31;
      case WARN, INCONCLUSIVE -> 33;
      case NOT_APPLICABLE, NOT_RUN -> 90;
    };
  }
}
