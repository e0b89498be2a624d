package sotto.backend.tor.fake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Replies that a test has written, in the place of the fake's own.
///
/// Guarded by the network's monitor.
final class Script {

  private record Scene(String prefix, String reply, boolean once) {}

  private final List<Scene> scenes = new ArrayList<>();
  private final Deque<Integer> dials = new ArrayDeque<>();

  void add(String prefix, String reply, boolean once) {
    scenes.add(new Scene(prefix.toUpperCase(Locale.ROOT), reply, once));
  }

  /// Returns the reply to a command, if one is written for it.
  Optional<Reply> reply(String command) {
    var line = command.toUpperCase(Locale.ROOT);
    var scene = scenes.stream().filter(each -> line.startsWith(each.prefix)).findFirst();
    scene.filter(Scene::once).ifPresent(scenes::remove);
    return scene.map(Scene::reply).map(Reply::raw);
  }

  /// Adds the answer to one dial.
  void add(int code) {
    dials.add(code);
  }

  /// Returns the answer to the next dial, if one is written.
  Optional<Integer> dial() {
    return Optional.ofNullable(dials.poll());
  }

  void clear() {
    dials.clear();
    scenes.clear();
  }
}
