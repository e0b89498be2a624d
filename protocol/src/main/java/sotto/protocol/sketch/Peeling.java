package sotto.protocol.sketch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/// The symbols of a difference, and the elements that have been found in them.
///
/// Confined to one thread.
final class Peeling {

  private static final int THEIRS = 1;

  private final ShortIds ids;
  private final Elements ours;
  private final Cells cells;
  private final ArrayDeque<Integer> queue = new ArrayDeque<>();
  private final BitSet queued = new BitSet();
  private final Set<Long> known = new HashSet<>();
  private final List<ShortId> theirsAlone = new ArrayList<>();
  private final List<ShortId> oursAlone = new ArrayList<>();
  private final PriorityQueue<Found> upcoming = new PriorityQueue<>();
  private int symbols;
  private long steps;

  /// An element that was found, and the next symbol that it has to be taken out of.
  private static final class Found implements Comparable<Found> {
    private final long name;
    private final long check;
    private final int sign;
    private long state;
    private int next;

    Found(long name, long check, int sign) {
      this.name = name;
      this.check = check;
      this.sign = sign;
      state = check;
    }

    void advance() {
      state = Mapping.step(state);
      next = Mapping.after(next, state);
    }

    @Override
    public int compareTo(Found other) {
      return Integer.compare(next, other.next);
    }
  }

  /// @param ours our set, to see whether what is found makes sense
  /// @param room for how many symbols there is room at first
  Peeling(ShortIds ids, Elements ours, int room) {
    this.ids = ids;
    this.ours = ours;
    cells = new Cells(room);
  }

  /// Takes in the next symbol: theirs minus ours.
  void take(long name, long check, int count) {
    if (symbols == cells.room()) {
      cells.grow(2 * symbols);
    }
    var at = symbols++;
    cells.add(at, name, check, count);
    while (!upcoming.isEmpty() && upcoming.element().next == at) {
      var element = upcoming.remove();
      takeOut(element, at);
      element.advance();
      upcoming.add(element);
    }
    look(at);
  }

  /// Finds all elements that can be found.
  ///
  /// @return what is wrong with the symbols, if that has come to light
  Optional<Fault> peel() {
    while (!queue.isEmpty()) {
      var at = queue.remove();
      queued.clear(at);
      var count = cells.count(at);
      var name = cells.name(at);
      if (Math.abs(count) == 1 && ids.check(name) == cells.check(at)) {
        if (!makesSense(name, count)) {
          return Optional.of(Fault.CONTRADICTION);
        }
        found(new Found(name, cells.check(at), count));
      }
      if (++steps > (long) Decoder.STEPS_MAX * symbols) {
        return Optional.of(Fault.COSTLY);
      }
    }
    return Optional.empty();
  }

  /// Returns how many symbols have come.
  int symbols() {
    return symbols;
  }

  /// Returns how many elements have been found.
  int found() {
    return known.size();
  }

  /// Returns how many steps it took.
  long steps() {
    return steps;
  }

  /// Tells whether the whole difference is known: every element is part of the first symbol.
  boolean isDone() {
    return symbols > 0 && cells.isEmpty(0);
  }

  /// Tells whether nothing is left in any symbol, as it must be then.
  boolean isClean() {
    for (var at = 0; at < symbols; at++) {
      if (!cells.isEmpty(at)) {
        return false;
      }
    }
    return true;
  }

  /// Returns what was found.
  Difference difference() {
    return new Difference(theirsAlone, oursAlone);
  }

  /// An element is found once, in a symbol that is empty from then on; and it is new to us if it is
  /// theirs alone, and in our set if it is ours alone.
  private boolean makesSense(long name, int sign) {
    return name != 0
        && (ours.find(name) == Elements.ABSENT) == (sign == THEIRS)
        && known.size() < symbols
        && known.add(name);
  }

  private void found(Found element) {
    (element.sign == THEIRS ? theirsAlone : oursAlone).add(new ShortId(element.name));
    while (element.next < symbols) {
      takeOut(element, element.next);
      look(element.next);
      element.advance();
    }
    upcoming.add(element);
  }

  private void takeOut(Found element, int at) {
    cells.add(at, element.name, element.check, -element.sign);
    steps++;
  }

  private void look(int at) {
    if (Math.abs(cells.count(at)) == 1 && !queued.get(at)) {
      queued.set(at);
      queue.add(at);
    }
  }
}
