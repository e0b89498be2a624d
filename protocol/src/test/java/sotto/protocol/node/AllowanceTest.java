package sotto.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {

  private static final long START = 5;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Allowance allowance = new Allowance(START);

  @Test
  void soManyAreAllowedAtOnceAndNoneMore() {
    assertThat(allowed(Allowance.AT_ONCE_MAX + 10, START)).isEqualTo(Allowance.AT_ONCE_MAX);
  }

  @Test
  void aSecondLaterSoManyMoreAreAllowed() {
    allowed(Allowance.AT_ONCE_MAX, START);

    assertThat(allowed(Allowance.AT_ONCE_MAX, START + SECOND)).isEqualTo(Allowance.PER_SECOND_MAX);
  }

  @Test
  void whatWasNotUsedDoesNotGrowWithoutEnd() {
    assertThat(allowed(Allowance.AT_ONCE_MAX * 2, START + 1000 * SECOND))
        .isEqualTo(Allowance.AT_ONCE_MAX);
  }

  @Test
  void whoeverKeepsToTheRateIsNeverRefused() {
    var step = SECOND / Allowance.PER_SECOND_MAX;

    assertThat(
            LongStream.range(0, 10 * Allowance.PER_SECOND_MAX)
                .allMatch(i -> allowance.take(START + i * step)))
        .isTrue();
  }

  private long allowed(long count, long nanoTime) {
    return LongStream.range(0, count).filter(_ -> allowance.take(nanoTime)).count();
  }
}
