package sotto.backend.tor.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import sotto.backend.tor.control.ControlEvent.HsDesc;

/// Whoever wants to know what happens to descriptors that are not ours: look-ups that are going on.
final class Watchers {

  private final List<Watcher> all = new CopyOnWriteArrayList<>();

  void add(Watcher watcher) {
    all.add(watcher);
  }

  void remove(Watcher watcher) {
    all.remove(watcher);
  }

  void heard(HsDesc event) {
    all.forEach(watcher -> watcher.heard(event));
  }

  /// Looks at events; returns at once and never throws.
  interface Watcher {
    void heard(HsDesc event);
  }
}
