package sotto.tck.memory;

import java.util.Set;

/// The bugs that one memory network has.
///
/// @param set the bugs
record Bugs(Set<Bug> set) {

  Bugs {
    set = Set.copyOf(set);
  }

  boolean has(Bug bug) {
    return set.contains(bug);
  }
}
