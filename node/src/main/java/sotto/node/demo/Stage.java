package sotto.node.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import sotto.node.terminal.Terminal;
import sotto.node.terminal.Terminal.Tint;

/// Shows the story: a line for each step, and while something spreads a line that is rewritten.
///
/// Confined to one thread.
final class Stage {

  private static final int BAR = 8;

  private final Terminal terminal;
  private final long start = System.nanoTime();
  private String last = "";

  Stage(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Begins a step.
  void step(String title) {
    say(terminal.tint(Tint.GOOD, "▸ ") + title);
  }

  /// Says something about the step.
  void say(String line) {
    terminal.print("%s  %s".formatted(terminal.tint(Tint.FAINT, time()), line));
  }

  /// Shows how far items have spread, where a person watches.
  void spread(Map<String, Long> counts, long of) {
    if (!terminal.live()) {
      return;
    }
    var line = new StringBuilder();
    counts.forEach(
        (name, count) -> line.append(name).append(' ').append(bar(count, of)).append("  "));
    if (!last.contentEquals(line)) {
      last = line.toString();
      terminal.progress("       " + last);
    }
  }

  /// Returns a bar for each node, for a line that stays.
  static String bars(Map<String, Long> counts, long of) {
    var parts =
        counts.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + " "
                        + bar(entry.getValue(), of)
                        + " "
                        + entry.getValue()
                        + "/"
                        + of)
            .toList();
    return String.join("  ", parts);
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  static String list(List<String> parts) {
    return String.join(", ", parts);
  }

  private String time() {
    return "%5.1fs".formatted(elapsed().toMillis() / 1000.0);
  }

  private static String bar(long count, long of) {
    var full = of == 0 ? BAR : (int) (count * BAR / of);
    return "█".repeat(full) + "░".repeat(BAR - full);
  }
}
