package sotto.tck.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sotto.tck.engine.Figure;

/// Figures as a report shows them.
final class Figures {

  private Figures() {}

  /// Returns one figure for each name: the median of its measurements.
  static List<Figure> medians(List<Figure> all) {
    Map<String, List<Figure>> byName = new LinkedHashMap<>();
    all.forEach(
        figure -> byName.computeIfAbsent(figure.name(), _ -> new ArrayList<>()).add(figure));
    return byName.values().stream().map(Figures::median).toList();
  }

  private static Figure median(List<Figure> same) {
    var values = same.stream().mapToDouble(Figure::value).sorted().toArray();
    var first = same.getFirst();
    return new Figure(
        first.name(), Math.round(values[values.length / 2] * 10) / 10.0, first.unit());
  }

  static String text(Figure figure) {
    return String.format(
        Locale.ROOT, "%s = %,.1f %s", figure.name(), figure.value(), figure.unit());
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
  }
}
