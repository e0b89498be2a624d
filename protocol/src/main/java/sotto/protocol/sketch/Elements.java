package sotto.protocol.sketch;

import java.util.Arrays;

/// The elements of a set, and for each how far it has been put into symbols. A hash table with open
/// addressing in four arrays: a set of 100,000 is 7 MB and may be copied for every session.
///
/// Confined to one thread.
final class Elements {

  /// What [#find] returns if there is no such element.
  static final int ABSENT = -1;

  private static final int ROOM_MIN = 16;

  // 0 is no short id, so it is a free slot.
  private long[] names;
  private long[] checks;
  private long[] states;
  private int[] nexts;
  private int size;

  Elements() {
    this(new long[ROOM_MIN], new long[ROOM_MIN], new long[ROOM_MIN], new int[ROOM_MIN], 0);
    Arrays.fill(nexts, Mapping.END);
  }

  private Elements(long[] names, long[] checks, long[] states, int[] nexts, int size) {
    this.names = names;
    this.checks = checks;
    this.states = states;
    this.nexts = nexts;
    this.size = size;
  }

  Elements copy() {
    return new Elements(names.clone(), checks.clone(), states.clone(), nexts.clone(), size);
  }

  /// Returns how many there are.
  int size() {
    return size;
  }

  /// Returns the slot of an element, or [#ABSENT].
  int find(long name) {
    var slot = home(name);
    while (names[slot] != 0) {
      if (names[slot] == name) {
        return slot;
      }
      slot = after(slot);
    }
    return ABSENT;
  }

  /// Adds an element that is not there, in no symbol yet.
  ///
  /// @return its slot, until something else is added or removed
  int add(long name, long check) {
    if (2 * (size + 1) > names.length) {
      grow();
    }
    size++;
    return put(name, check, check, 0);
  }

  /// Removes the element in a slot.
  void remove(int slot) {
    size--;
    var hole = slot;
    var at = after(slot);
    while (names[at] != 0) {
      // What would not be found any more behind the hole moves into it.
      var distance = (at - home(names[at])) & (names.length - 1);
      if (distance >= ((at - hole) & (names.length - 1))) {
        move(at, hole);
        hole = at;
      }
      at = after(at);
    }
    names[hole] = 0;
    nexts[hole] = Mapping.END;
  }

  /// Puts an element into all symbols up to a limit in which it is not yet.
  ///
  /// @param cells the symbols
  /// @param from the index of the first of them
  /// @param limit the index after the last of them
  void fold(int slot, Cells cells, int from, int limit) {
    while (nexts[slot] < limit) {
      cells.add(nexts[slot] - from, names[slot], checks[slot], 1);
      states[slot] = Mapping.step(states[slot]);
      nexts[slot] = Mapping.after(nexts[slot], states[slot]);
    }
  }

  /// Puts all elements into all symbols up to a limit.
  void foldAll(Cells cells, int from, int limit) {
    for (var slot = 0; slot < nexts.length; slot++) {
      if (nexts[slot] < limit) {
        fold(slot, cells, from, limit);
      }
    }
  }

  /// Returns the check of the element in a slot.
  long check(int slot) {
    return checks[slot];
  }

  private int put(long name, long check, long state, int next) {
    var slot = home(name);
    while (names[slot] != 0) {
      slot = after(slot);
    }
    names[slot] = name;
    checks[slot] = check;
    states[slot] = state;
    nexts[slot] = next;
    return slot;
  }

  private void move(int from, int to) {
    names[to] = names[from];
    checks[to] = checks[from];
    states[to] = states[from];
    nexts[to] = nexts[from];
  }

  private void grow() {
    var old = copy();
    var room = 2 * names.length;
    names = new long[room];
    checks = new long[room];
    states = new long[room];
    nexts = new int[room];
    Arrays.fill(nexts, Mapping.END);
    for (var slot = 0; slot < old.names.length; slot++) {
      if (old.names[slot] != 0) {
        put(old.names[slot], old.checks[slot], old.states[slot], old.nexts[slot]);
      }
    }
  }

  private int home(long name) {
    return (int) name & (names.length - 1);
  }

  private int after(int slot) {
    return (slot + 1) & (names.length - 1);
  }
}
