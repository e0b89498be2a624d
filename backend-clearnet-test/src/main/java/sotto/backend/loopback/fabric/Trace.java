package sotto.backend.loopback.fabric;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What happened in a fabric, one line each; two runs with the same seed have the same trace.
final class Trace {

  /// How many lines are kept; older ones go.
  static final int LINES_MAX = 100_000;

  private final Timeline timeline;
  private final Deque<String> lines = new ArrayDeque<>();

  Trace(Timeline timeline) {
    this.timeline = timeline;
  }

  /// Adds a line; the timeline's lock is held. Names are a fabric's own, never addresses.
  void add(String who, String what) {
    if (lines.size() == LINES_MAX) {
      lines.remove();
    }
    var at = timeline.isReal() ? "" : timeline.now() + " ";
    lines.add(at + who + " " + what);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
