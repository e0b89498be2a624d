package sotto.protocol.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MappingTest {

  private final SplittableRandom random = new SplittableRandom(2024);

  @Test
  void anIndexIsUsedAsOftenAsThePaperSays() {
    var elements = 40_000;
    var used = new int[2_000];
    for (var element = 0; element < elements; element++) {
      var state = random.nextLong();
      for (var index = 0; index < used.length; index = Mapping.after(index, state)) {
        used[index]++;
        state = Mapping.step(state);
      }
    }

    assertThat(used[0]).isEqualTo(elements);
    for (var index = 1; index < used.length; index++) {
      var expected = elements / (1 + index / 2.0);
      assertThat((double) used[index])
          .as("index " + index)
          // The distance is rounded up to a whole one, which the formula does not know.
          .isCloseTo(expected, Offset.offset(0.05 * expected + 5 * Math.sqrt(expected)));
    }
  }

  @Test
  void anIndexBeyondAllIsTheEnd() {
    var index = 0;
    var state = 1L;
    var steps = 0;
    while (index < Mapping.END) {
      state = Mapping.step(state);
      var next = Mapping.after(index, state);
      assertThat(next).isGreaterThan(index);
      index = next;
      steps++;
    }

    assertThat(steps).isLessThan(200);
  }
}
