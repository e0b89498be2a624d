package sotto.protocol.sketch;

import java.util.Arrays;

/// Symbols in a row: for each, the sum of the short ids that are part of it, the sum of their
/// checks, and how many they are. Sums are exclusive ors, so that adding and removing are the same
/// but for the count.
///
/// Confined to one thread.
final class Cells {

  private long[] names;
  private long[] checks;
  private int[] counts;

  Cells(int room) {
    this(new long[room], new long[room], new int[room]);
  }

  private Cells(long[] names, long[] checks, int[] counts) {
    this.names = names;
    this.checks = checks;
    this.counts = counts;
  }

  Cells copy() {
    return new Cells(names.clone(), checks.clone(), counts.clone());
  }

  /// Returns how many there is room for.
  int room() {
    return counts.length;
  }

  /// Makes room for more.
  void grow(int room) {
    names = Arrays.copyOf(names, room);
    checks = Arrays.copyOf(checks, room);
    counts = Arrays.copyOf(counts, room);
  }

  /// Adds sums and a count to a symbol.
  void add(int at, long name, long check, int count) {
    names[at] ^= name;
    checks[at] ^= check;
    counts[at] += count;
  }

  /// Tells whether nothing is left in a symbol.
  boolean isEmpty(int at) {
    return counts[at] == 0 && names[at] == 0 && checks[at] == 0;
  }

  long name(int at) {
    return names[at];
  }

  long check(int at) {
    return checks[at];
  }

  int count(int at) {
    return counts[at];
  }
}
