package sotto.tck.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import sotto.tck.Verdict;

/// A report as one page that needs nothing else: no script from elsewhere, no picture, no request.
public final class Html {

  private Html() {}

  /// Writes a report.
  public static String write(Report report) {
    var subject = report.subject();
    return template("report.html")
        .replace("{{scheme}}", escape(subject.scheme()))
        .replace("{{description}}", escape(subject.description()))
        .replace(
            "{{conclusion}}", report.conclusion().words() + (report.complete() ? "" : ", in part"))
        .replace("{{conclusion.class}}", report.conclusion().name())
        .replace("{{facts}}", facts(report))
        .replace("{{filters}}", filters(report))
        .replace("{{rows}}", rows(report));
  }

  private static String facts(Report report) {
    var subject = report.subject();
    return fact("Jar, SHA-256", subject.sha256().isEmpty() ? "not a jar" : subject.sha256())
        + fact("Traits", String.join(", ", subject.traits()))
        + fact("Profile", subject.profile().name())
        + fact("Suite / SPI", subject.suite() + " / " + subject.spi())
        + fact("JDK", subject.jdk())
        + fact("System", subject.os())
        + fact("Seed", String.valueOf(report.seed()))
        + fact("Repeats, time scale", report.repeat() + ", " + report.timeScale())
        + fact("Took", Figures.millis(report.millis()));
  }

  private static String fact(String name, String value) {
    return "<dt>%s</dt><dd>%s</dd>\n".formatted(escape(name), escape(value));
  }

  private static String filters(Report report) {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> report.count(verdict) > 0)
        .map(
            verdict ->
                "<label class=\"%s\"><input type=\"checkbox\" checked value=\"%s\"> %d %s</label>"
                    .formatted(verdict, verdict, report.count(verdict), words(verdict)))
        .collect(Collectors.joining("\n"));
  }

  private static String rows(Report report) {
    var text = new StringBuilder();
    var group = 0;
    for (var row : report.cases()) {
      if (row.group() != group) {
        group = row.group();
        text.append("<tr class=\"group\"><th colspan=\"5\" scope=\"colgroup\">G")
            .append(group)
            .append(" ")
            .append(escape(row.groupTitle()))
            .append("</th></tr>\n");
      }
      text.append(row(row));
    }
    return text.toString();
  }

  private static String row(Row row) {
    var figures =
        row.figures().stream()
            .map(figure -> "<span class=\"figure\">" + escape(Figures.text(figure)) + "</span>")
            .collect(Collectors.joining(" "));
    var reason =
        row.reason().isEmpty() ? "" : "<p class=\"reason\">" + escape(row.reason()) + "</p>";
    return """
    <tr class="case" data-verdict="%s" id="case-%d">
    <td class="number">%d</td>
    <td><span class="verdict %s">%s</span></td>
    <td><code>%s</code>%s%s</td>
    <td class="rules">%s%s %s</td>
    <td class="time">%s</td>
    </tr>
    """
        .formatted(
            row.verdict(),
            row.number(),
            row.number(),
            row.verdict(),
            words(row.verdict()),
            escape(row.name()),
            reason,
            figures.isEmpty() ? "" : "<p>" + figures + "</p>",
            row.level(),
            row.core() ? " · level 1" : "",
            row.rules().isEmpty() ? "" : " · " + escape(String.join(" ", row.rules())),
            Figures.millis(row.millis()));
  }

  static String words(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("{{", "&#123;&#123;");
  }

  static String template(String name) {
    try (var in = Html.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the suite's jar lacks " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
