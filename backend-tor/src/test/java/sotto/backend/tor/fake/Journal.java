package sotto.backend.tor.fake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a fake was told, secrets included, for tests to look at.
///
/// Guarded by the network's monitor.
final class Journal {

  /// More than any test looks back, and little memory: the oldest is forgotten first.
  private static final int ENTRIES_MAX = 1024;

  private final Deque<String> commands = new ArrayDeque<>();
  private final Deque<String> leaks = new ArrayDeque<>();
  private final Map<Circuit.Key, Integer> circuits = new LinkedHashMap<>();
  private long logins;
  private long bytesBeforeLogin;

  void command(String line) {
    add(commands, line);
  }

  void leak(String host, int port) {
    add(leaks, host + ":" + port);
  }

  private static void add(Deque<String> all, String entry) {
    all.addLast(entry);
    if (all.size() > ENTRIES_MAX) {
      all.removeFirst();
    }
  }

  void login() {
    logins++;
  }

  void beforeLogin(long bytes) {
    bytesBeforeLogin += bytes;
  }

  /// Notes a stream, and tells whether it was the first of its circuit.
  boolean stream(Circuit.Key key) {
    var first = circuits.merge(key, 1, Integer::sum) == 1;
    if (circuits.size() > ENTRIES_MAX) {
      circuits.remove(circuits.keySet().iterator().next());
    }
    return first;
  }

  List<String> commands() {
    return List.copyOf(commands);
  }

  List<String> leaks() {
    return List.copyOf(leaks);
  }

  List<Circuit> circuits() {
    var all = new ArrayList<Circuit>();
    circuits.forEach((key, streams) -> all.add(new Circuit(key, streams)));
    return List.copyOf(all);
  }

  long logins() {
    return logins;
  }

  long bytesBeforeLogin() {
    return bytesBeforeLogin;
  }

  void clear() {
    commands.clear();
    leaks.clear();
    circuits.clear();
    logins = 0;
    bytesBeforeLogin = 0;
  }
}
