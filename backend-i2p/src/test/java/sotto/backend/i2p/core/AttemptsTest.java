package sotto.backend.i2p.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;
import sotto.tck.Rule;

@Timeout(60)
class AttemptsTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Crew crew = new Crew(Thread.ofVirtual().factory());
  private final Attempts attempts = new Attempts(crew);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch came = new CountDownLatch(1);
  private final AtomicReference<String> late = new AtomicReference<>("nothing");

  @Test
  void aResultIsHandedOverOnceTaken() throws Exception {
    try (var attempt = attempts.begin(_ -> "done", this::late)) {
      assertThat(attempt.await(LONG)).hasValue("done");
      attempt.taken();
    }

    assertThat(late).hasValue("nothing");
  }

  @Test
  @Rule("D3")
  void aResultThatNobodyTookIsLate() throws Exception {
    try (var attempt = attempts.begin(_ -> "done", this::late)) {
      assertThat(attempt.await(LONG)).isPresent();
    }

    assertThat(late).hasValue("done");
  }

  @Test
  @Rule({"D2", "D3"})
  void whatComesAfterTheDeadlineIsLate() throws Exception {
    try (var attempt =
        attempts.begin(
            uninterrupted -> {
              uninterrupted.run();
              begun.countDown();
              gate.await();
              return "late";
            },
            this::late)) {
      begun.await();
      assertThat(attempt.await(Duration.ofMillis(1))).isEmpty();
    }
    gate.countDown();

    came.await();
    assertThat(late).hasValue("late");
  }

  @Test
  @Rule("D3")
  void givingUpInterruptsTheWork() throws Exception {
    var attempt =
        attempts.begin(
            _ -> {
              try {
                begun.countDown();
                gate.await();
                return "never";
              } catch (InterruptedException e) {
                came.countDown();
                throw e;
              }
            },
            this::late);
    begun.await();
    assertThat(attempt.await(Duration.ofMillis(1))).isEmpty();

    attempt.close();

    came.await();
    assertThat(crew.join(LONG)).isTrue();
  }

  @Test
  void aFailureIsThrownToWhoeverWaits() throws Exception {
    var why = new PeerUnreachable(Reason.AWAY, "away");
    try (var attempt =
        attempts.<String>begin(
            _ -> {
              throw why;
            },
            this::late)) {
      assertThatThrownBy(() -> attempt.await(LONG)).isSameAs(why);
    }
  }

  @Test
  @Rule("N3")
  void closingEndsAllWaiting() throws Exception {
    try (var attempt =
        attempts.begin(
            _ -> {
              gate.await();
              return "never";
            },
            this::late)) {
      Thread.ofVirtual().start(attempts::close);

      assertThatThrownBy(() -> attempt.await(LONG)).isInstanceOf(NetworkClosed.class);
      assertThatThrownBy(() -> attempts.begin(_ -> "", this::late))
          .isInstanceOf(NetworkClosed.class);
    }
  }

  private void late(String value) {
    late.set(value);
    came.countDown();
  }
}
