package sotto.spi.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PulseTest {

  private final Pulse pulse = new Pulse();

  @Test
  void whoPokesBeforeTheRestShortensIt() throws Exception {
    pulse.poke();

    assertThat(pulse.rest(Duration.ofDays(1))).isTrue();
  }

  @Test
  void aPokeCountsOnce() throws Exception {
    pulse.poke();
    pulse.rest(Duration.ofDays(1));
    var next = new FutureTask<>(() -> pulse.rest(Duration.ofDays(1)));
    var thread = Thread.startVirtualThread(next);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    assertThat(next.isDone()).isFalse();
    pulse.poke();
    assertThat(next.get()).isTrue();
  }

  @Test
  void aRestThatNobodyShortensIsOver() throws Exception {
    assertThat(pulse.rest(Duration.ofNanos(1))).isTrue();
  }

  @Test
  void theEndIsTheEndOfAllRests() throws Exception {
    pulse.end();

    assertThat(pulse.rest(Duration.ofDays(1))).isFalse();
    assertThat(pulse.rest(Duration.ofDays(1))).isFalse();
  }
}
