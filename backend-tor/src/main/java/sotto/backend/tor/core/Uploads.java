package sotto.backend.tor.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import sotto.backend.tor.control.ControlEvent.HsDesc;

/// Where the descriptors of one onion service are, as far as directories have confirmed it (S7,
/// S8).
///
/// A service has two descriptors, for overlapping periods, and gives each to several directories
/// (`rend-spec-v3`, "When to upload descriptors"). Dials are reliable once every one was taken, and
/// fail now and then before. Tor names the descriptor when it gives one away, and only the
/// directory when that answers, so answers are matched in the order in which each directory was
/// asked.
final class Uploads {

  /// How many descriptors a service has at once.
  private static final int DESCRIPTORS_MAX = 2;

  /// How many directories a descriptor is given to at the most: two replicas with up to 8 each is
  /// the most that a consensus may ask for (`hsdir_spread_store`), and there are two.
  private static final int DIRECTORIES_MAX = 64;

  private final Map<String, Map<String, Boolean>> descriptors = new LinkedHashMap<>();
  private final Map<String, Deque<String>> asked = new HashMap<>();

  /// How many directories have a descriptor, of how many that should.
  ///
  /// @param confirmed how many confirmed
  /// @param of how many were asked, and one for each descriptor that nobody was asked to keep yet
  record Count(int confirmed, int of) {

    boolean whole() {
      return of > 0 && confirmed == of;
    }
  }

  /// Takes one more event about this service in.
  ///
  /// @return whether it changed something
  boolean heard(HsDesc event) {
    return switch (event.action()) {
      case CREATED -> created(event.descriptor());
      case UPLOAD -> given(event.descriptor(), event.directory());
      case UPLOADED -> answered(event.directory(), true);
      case FAILED -> answered(event.directory(), false);
      case REQUESTED, RECEIVED, IGNORE -> false;
    };
  }

  /// Forgets all, because tor has.
  void clear() {
    descriptors.clear();
    asked.clear();
  }

  Count count() {
    var confirmed = 0;
    var of = 0;
    for (var directories : descriptors.values()) {
      confirmed += (int) directories.values().stream().filter(taken -> taken).count();
      of += Math.max(1, directories.size());
    }
    return new Count(confirmed, of);
  }

  private boolean created(String descriptor) {
    if (descriptors.containsKey(descriptor)) {
      return false;
    }
    while (descriptors.size() >= DESCRIPTORS_MAX) {
      descriptors.remove(descriptors.keySet().iterator().next());
    }
    descriptors.put(descriptor, new LinkedHashMap<>());
    return true;
  }

  private boolean given(String descriptor, String directory) {
    created(descriptor);
    var directories = descriptors.getOrDefault(descriptor, new HashMap<>());
    if (directories.size() >= DIRECTORIES_MAX && !directories.containsKey(directory)) {
      return false;
    }
    // One that has an older version of it still has that, until it says otherwise.
    directories.putIfAbsent(directory, false);
    var waiting = asked.computeIfAbsent(directory, _ -> new ArrayDeque<>());
    if (waiting.size() < DIRECTORIES_MAX) {
      waiting.add(descriptor);
    }
    return true;
  }

  private boolean answered(String directory, boolean taken) {
    var descriptor = asked.getOrDefault(directory, new ArrayDeque<>()).poll();
    if (descriptor == null) {
      return false;
    }
    var directories = descriptors.getOrDefault(descriptor, new HashMap<>());
    return !Boolean.valueOf(taken).equals(directories.put(directory, taken));
  }
}
