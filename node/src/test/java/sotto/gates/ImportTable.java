package sotto.gates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Who may import whom inside `protocol`, as ARCHITECTURE.md says: the document is the rule.
///
/// @param allowed for each package, by its name below `sotto.protocol` (empty for the root), the
///   packages that it may import; `spi` stands for `sotto.spi`
record ImportTable(Map<String, Set<String>> allowed) {

  private static final String HEADING = "| package of `protocol` |";
  private static final Pattern NAME = Pattern.compile("`([a-z]+)`");

  /// Reads the table out of the document.
  static ImportTable in(String markdown) {
    Map<String, Set<String>> allowed = new LinkedHashMap<>();
    var rows =
        markdown
            .lines()
            .dropWhile(line -> !line.startsWith(HEADING))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    for (var row : rows) {
      var cells = row.split("\\|", -1);
      var may = new TreeSet<>(names(cells[2]));
      var packages = cells[1].contains("(root)") ? List.of("") : names(cells[1]);
      packages.forEach(name -> allowed.put(name, may));
    }
    return new ImportTable(allowed);
  }

  private static List<String> names(String cell) {
    var names = new ArrayList<String>();
    NAME.matcher(cell).results().forEach(match -> names.add(match.group(1)));
    return names;
  }

  /// Tells whether a package may import another; both are names below `sotto.protocol`.
  boolean allows(String from, String to) {
    return from.equals(to) || allowed.getOrDefault(from, Set.of()).contains(to);
  }
}
