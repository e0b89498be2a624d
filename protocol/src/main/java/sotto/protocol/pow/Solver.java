package sotto.protocol.pow;

import java.util.ArrayList;
import java.util.List;

/// Finds the solutions of an Equi-X puzzle: Wagner's algorithm for the generalized birthday problem
/// (CRYPTO 2002) with addition, as in Equihash (eprint 2015/946).
///
/// All 65,536 hashes are sorted into buckets; pairs whose sums end in 15 zero bits are sorted into
/// buckets again, without those bits; so are pairs of pairs; and pairs of those with all 60 bits
/// zero are solutions, about two for each puzzle. There are about as many numbers in each layer as
/// in the last.
///
/// Confined to one thread. Memory: 2.5 MB, reused from puzzle to puzzle.
final class Solver {

  /// How many solutions of one puzzle are looked for. More are rare; Tor stops there, too.
  static final int SOLUTIONS_MAX = 8;

  private static final int HASHES = 1 << 16;
  private static final int LAST_BITS = 15;

  /// How many inputs are hashed at once: few enough that their registers, 16 kB, stay in a
  /// processor's first cache.
  private static final int WIDTH = 256;

  private final HashX.Desk desk = new HashX.Desk(WIDTH);
  private final long[] inputs = new long[WIDTH];
  private final Pairing pairing = new Pairing();
  private final Layer hashes;
  private final Layer pairs;
  private final Layer fours;

  Solver() {
    var room = Layer.room();
    hashes = new Layer(room);
    pairs = new Layer(Layer.room());
    // When there are fours, the hashes are not needed any more; the inputs are.
    fours = new Layer(room);
  }

  /// Returns the solutions in the order in which they are found, which is always the same.
  List<Solution> solve(HashX function) {
    hashAll(function);
    join(hashes, pairs);
    join(pairs, fours);
    var solutions = new ArrayList<Solution>();
    pairing.find(
        fours,
        (sum, pair) -> {
          if (sum << (Long.SIZE - LAST_BITS) == 0) {
            solutions.add(solution(pair));
          }
          return solutions.size() < SOLUTIONS_MAX;
        });
    return solutions;
  }

  private void hashAll(HashX function) {
    hashes.clear();
    for (var from = 0; from < HASHES; from += WIDTH) {
      for (var i = 0; i < WIDTH; i++) {
        inputs[i] = (long) from + i;
      }
      function.hash(inputs, WIDTH, desk);
      var values = desk.word(0);
      for (var i = 0; i < WIDTH; i++) {
        hashes.put(values[i], from + i);
      }
    }
  }

  private void join(Layer from, Layer to) {
    to.clear();
    pairing.find(
        from,
        (sum, pair) -> {
          to.put(sum, pair);
          return true;
        });
  }

  private Solution solution(int eight) {
    var leaves = new long[Solution.INPUTS];
    var at = 0;
    for (var four : new int[] {fours.first(eight), fours.second(eight)}) {
      for (var pair : new int[] {pairs.first(four), pairs.second(four)}) {
        leaves[at++] = hashes.first(pair);
        leaves[at++] = hashes.second(pair);
      }
    }
    return Solution.sorted(leaves);
  }
}
