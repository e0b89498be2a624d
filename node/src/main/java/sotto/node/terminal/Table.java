package sotto.node.terminal;

import java.util.ArrayList;
import java.util.List;

/// Rows of text in aligned columns.
///
/// Confined to one thread.
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /// Starts a table with its headings.
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /// Adds a row, one cell for each heading.
  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row has one cell for each heading");
    }
    rows.add(List.of(cells).stream().map(Terminal::plain).toList());
    return this;
  }

  /// Returns the lines, without spaces at their ends.
  public List<String> lines() {
    var widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length()).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
