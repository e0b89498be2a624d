package sotto.protocol.pow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Vectors;

@Timeout(300)
class SolverTest {

  private final Solver solver = new Solver();
  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void solutionsAndTheirOrderAreThoseOfTor() throws Exception {
    for (var vector : Vectors.of("equix.txt")) {
      var expected = new ArrayList<Solution>();
      for (var i = 1; vector.values().containsKey("" + i); i++) {
        expected.add(solution(vector.text("" + i)));
      }
      var function = HashX.of(vector.bytes("challenge")).orElseThrow();

      assertThat(solver.solve(function)).isEqualTo(expected);
    }
  }

  @Test
  void whatTorRefusesIsRefused() throws Exception {
    var function = HashX.of(Bytes.of((byte) 'a')).orElseThrow();
    for (var vector : Vectors.of("equix-verify.txt")) {
      var inputs = solution(vector.text("inputs")).ordered();
      var result =
          inputs.isEmpty() ? "ORDER" : addUp(function, inputs.get()) ? "HOLDS" : "NO_SOLUTION";

      assertThat(result).isEqualTo(vector.text("result"));
    }
  }

  @Test
  void everySolutionAddsUpAndNoNeighbourOfItDoes() {
    var solutions = 0;
    for (var seed = 0; seed < 30; seed++) {
      var function = HashX.of(Bytes.of((byte) seed)).orElseThrow();
      for (var solution : solver.solve(function)) {
        var inputs = solution.ordered().orElseThrow();
        assertThat(addUp(function, inputs)).isTrue();
        for (var i = 0; i < Solution.INPUTS; i++) {
          var other = inputs.clone();
          other[i] = (other[i] + 1 + random.nextInt(65_535)) & 0xffff;
          assertThat(addUp(function, other)).isFalse();
        }
        solutions++;
      }
    }

    // Two for each puzzle on average: 60 with a deviation of 8.
    assertThat(solutions).isBetween(30, 100);
  }

  @Test
  void aPuzzleIsSolvedTheSameWayAfterAnother() {
    var function = HashX.of(Bytes.of((byte) 'a')).orElseThrow();
    var first = solver.solve(function);
    solver.solve(HashX.of(Bytes.of((byte) 'b')).orElseThrow());

    assertThat(solver.solve(function)).isEqualTo(first).isNotEmpty();
  }

  @Test
  void anyOrderOfTheTreeIsBroughtIntoTheOneThatIsAllowed() {
    for (var i = 0; i < 2_000; i++) {
      var inputs = random.longs(Solution.INPUTS, 0, i % 2 == 0 ? 3 : 65_536).toArray();
      var sorted = Solution.sorted(inputs.clone());
      var turned = inputs.clone();
      turnSomeNodes(turned);

      assertThat(sorted.ordered()).isPresent();
      assertThat(Solution.sorted(turned)).isEqualTo(sorted);
    }
  }

  @Test
  void aSumCountsOnlyIfEveryLayerOfTheTreeDoes() {
    var hashes = new long[] {1, -1, 2, -2, 3, -3, 4, -4};
    var onlyTheWhole = new long[] {1, 2, 3, 4, -1, -2, -3, -4};
    var onlyThePairs = new long[] {1 << 15, 0, 1 << 15, 0, 1 << 15, 0, 1 << 15, 0};
    var notTheLastBits = new long[] {1L << 59, 0, 0, 0, 0, 0, 0, 0};
    var beyondTheLastBits = new long[] {1L << 60, 0, 0, 0, 0, 0, 0, 0};

    assertThat(Solution.addsUp(hashes)).isTrue();
    assertThat(Solution.addsUp(beyondTheLastBits)).isTrue();
    assertThat(Solution.addsUp(onlyTheWhole)).isFalse();
    assertThat(Solution.addsUp(onlyThePairs)).isFalse();
    assertThat(Solution.addsUp(notTheLastBits)).isFalse();
  }

  @Test
  void aFullBucketDropsWhatComesLater() {
    var layer = new Layer(Layer.room());
    layer.clear();
    for (var i = 0; i < 2 * Layer.BUCKET_MAX; i++) {
      layer.put(0x1_05L + ((long) i << 8), i);
    }

    assertThat(layer.count(5)).isEqualTo(Layer.BUCKET_MAX);
    assertThat(layer.count(6)).isZero();
    assertThat(layer.item(5, Layer.BUCKET_MAX - 1)).isEqualTo(Layer.BUCKET_MAX - 1);
  }

  @Test
  void hashesThatAreAllTheSameAreEndured() {
    var layer = new Layer(Layer.room());
    var next = new Layer(Layer.room());
    layer.clear();
    next.clear();
    for (var i = 0; i < 65_536; i++) {
      layer.put(0, i);
    }
    new Pairing()
        .find(
            layer,
            (sum, pair) -> {
              next.put(sum, pair);
              return true;
            });

    assertThat(next.count(0)).isEqualTo(Layer.BUCKET_MAX);
  }

  private void turnSomeNodes(long[] inputs) {
    for (var half = 1; half < Solution.INPUTS; half *= 2) {
      for (var at = 0; at < Solution.INPUTS; at += 2 * half) {
        if (random.nextBoolean()) {
          var left = Arrays.copyOfRange(inputs, at, at + half);
          System.arraycopy(inputs, at + half, inputs, at, half);
          System.arraycopy(left, 0, inputs, at + half, half);
        }
      }
    }
  }

  private static boolean addUp(HashX function, long[] inputs) {
    var desk = new HashX.Desk(Solution.INPUTS);
    function.hash(inputs, Solution.INPUTS, desk);
    return Solution.addsUp(desk.word(0));
  }

  private static Solution solution(String inputs) {
    var bytes = ByteBuffer.allocate(Solution.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    for (var input : inputs.split(" ", -1)) {
      bytes.putShort((short) Integer.parseInt(input, 16));
    }
    return new Solution(Bytes.owned(bytes.array()));
  }
}
