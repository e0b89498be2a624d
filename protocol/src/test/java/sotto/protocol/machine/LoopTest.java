package sotto.protocol.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicReference<Instant> clock = new AtomicReference<>(START);
  private final Echo machine = new Echo();
  private final LinkedBlockingQueue<List<String>> performed = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Throwable> crashes = new LinkedBlockingQueue<>();
  private Loop<String, String> loop = loop(performed::add);

  /// Says what it hears, with the time, and what it wakes for.
  private static final class Echo implements Machine<String, String> {

    private Instant alarm = Instant.MAX;

    @Override
    public List<String> on(String event, Instant now) {
      if (event.startsWith("fail")) {
        throw new IllegalStateException(event);
      }
      if (event.startsWith("wake in ")) {
        alarm = now.plusSeconds(Long.parseLong(event.substring(8)));
      }
      return event.equals("hush") ? List.of() : List.of(event);
    }

    @Override
    public List<String> wake(Instant now) {
      if (alarm.isAfter(now)) {
        return List.of();
      }
      alarm = Instant.MAX;
      return List.of("awake");
    }

    @Override
    public Instant wakeAt() {
      return alarm;
    }
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void effectsAreThoseOfTheEventsInOrder() throws Exception {
    loop.start();
    for (var i = 0; i < 1_000; i++) {
      assertThat(loop.post("e" + i)).isTrue();
    }
    loop.close();

    assertThat(performed.stream().flatMap(List::stream))
        .containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj(i -> "e" + i).toList());
  }

  @Test
  void whatWaitedIsPerformedAsOneBatch() throws Exception {
    for (var i = 0; i < Loop.BATCH_MAX + 3; i++) {
      loop.post("e" + i);
    }
    loop.start();

    assertThat(performed.take()).hasSize(Loop.BATCH_MAX);
    assertThat(performed.take()).hasSize(3);
  }

  @Test
  void eventsWithoutEffectsReachNoPerformer() throws Exception {
    loop.start();
    loop.post("hush");
    loop.post("word");

    assertThat(performed.take()).containsExactly("word");
  }

  @Test
  void aPosterWaitsWhileTheInboxIsFull() throws Exception {
    for (var i = 0; i < Loop.INBOX_MAX; i++) {
      loop.post("e");
    }
    var last = new AtomicReference<Boolean>();
    var poster = Thread.ofVirtual().start(() -> last.set(posted("last")));
    awaitWaiting(poster);
    assertThat(last.get()).isNull();

    loop.start();
    poster.join();
    loop.close();

    assertThat(last).hasValue(true);
    assertThat(performed.stream().mapToInt(List::size).sum()).isEqualTo(Loop.INBOX_MAX + 1);
  }

  @Test
  void closingPerformsWhatWasAccepted() throws Exception {
    var gate = new CountDownLatch(1);
    var reached = new CountDownLatch(1);
    loop =
        loop(
            effects -> {
              reached.countDown();
              awaited(gate);
              performed.add(effects);
            });
    loop.start();
    loop.post("first");
    reached.await();
    for (var i = 0; i < Loop.INBOX_MAX; i++) {
      loop.post("e" + i);
    }
    var closer = Thread.ofVirtual().start(loop::close);
    awaitWaiting(closer);
    assertThat(loop.post("late")).isFalse();
    gate.countDown();
    closer.join();

    assertThat(performed.stream().mapToInt(List::size).sum()).isEqualTo(Loop.INBOX_MAX + 1);
    assertThat(performed.stream().flatMap(List::stream)).doesNotContain("late");
  }

  @Test
  void closingWakesAPosterThatWaits() throws Exception {
    for (var i = 0; i < Loop.INBOX_MAX; i++) {
      loop.post("e");
    }
    var last = new AtomicReference<Boolean>();
    var poster = Thread.ofVirtual().start(() -> last.set(posted("last")));
    awaitWaiting(poster);

    loop.close();
    poster.join();

    assertThat(last).hasValue(false);
  }

  @Test
  void closingTwiceDoesNothing() throws Exception {
    loop.start();
    loop.post("one");
    loop.close();
    loop.close();

    assertThat(performed.take()).containsExactly("one");
    assertThat(loop.post("two")).isFalse();
  }

  @Test
  void thePerformerMayCloseTheLoop() throws Exception {
    loop =
        loop(
            effects -> {
              loop.close();
              performed.add(effects);
            });
    loop.start();
    loop.post("one");

    assertThat(performed.take()).containsExactly("one");
    assertThat(loop.post("two")).isFalse();
  }

  @Test
  void anInterruptWhileClosingIsKept() throws Exception {
    var gate = new CountDownLatch(1);
    loop = loop(_ -> awaited(gate));
    loop.start();
    loop.post("one");
    Thread.currentThread().interrupt();
    loop.close();

    assertThat(Thread.interrupted()).isTrue();
    gate.countDown();
  }

  @Test
  void aMachineThatThrowsEndsTheLoopLoudly() throws Exception {
    loop.start();
    loop.post("fail");

    assertThat(crashes.take()).isInstanceOf(IllegalStateException.class).hasMessage("fail");
    assertThat(loop.post("after")).isFalse();
    assertThat(performed).isEmpty();
  }

  @Test
  void aPerformerThatThrowsEndsTheLoopLoudly() throws Exception {
    loop =
        loop(
            _ -> {
              throw new AssertionError("broken");
            });
    loop.start();
    loop.post("one");

    assertThat(crashes.take()).isInstanceOf(AssertionError.class).hasMessage("broken");
    assertThat(loop.post("after")).isFalse();
  }

  @Test
  void aCrashWakesAPosterThatWaits() throws Exception {
    loop.post("fail");
    for (var i = 1; i < Loop.INBOX_MAX; i++) {
      loop.post("e");
    }
    var refused = new Semaphore(0);
    var posters =
        IntStream.range(0, 3 * Loop.INBOX_MAX)
            .mapToObj(
                _ ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              if (!posted("more")) {
                                refused.release();
                              }
                            }))
            .toList();
    loop.start();
    for (var poster : posters) {
      poster.join();
    }

    assertThat(crashes.take()).hasMessage("fail");
    assertThat(refused.availablePermits()).isPositive();
  }

  @Test
  void theMachineIsWokenWhenItsTimeHasCome() throws Exception {
    loop.start();
    loop.post("wake in 5");
    assertThat(performed.take()).containsExactly("wake in 5");

    clock.set(START.plusSeconds(5));
    loop.post("hush");

    assertThat(performed.take()).containsExactly("awake");
  }

  @Test
  void theMachineIsWokenWithoutAnyEvent() throws Exception {
    var running = InstantSource.system();
    loop = new Loop<>(machine, performed::add, running, (_, crash) -> crashes.add(crash));
    machine.alarm = running.instant().plusMillis(20);
    loop.start();

    assertThat(performed.take()).containsExactly("awake");
  }

  @Test
  void whatIsDueLongAgoIsDoneAtOnce() throws Exception {
    machine.alarm = START.minus(Duration.ofDays(10_000));
    loop.start();

    assertThat(performed.take()).containsExactly("awake");
  }

  @Test
  void manyThreadsLoseNothing() throws Exception {
    loop.start();
    var threads =
        IntStream.range(0, 20)
            .mapToObj(
                t ->
                    Thread.ofVirtual()
                        .start(() -> IntStream.range(0, 1_000).forEach(i -> posted(t + "/" + i))))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    loop.close();

    var all = performed.stream().flatMap(List::stream).toList();
    assertThat(all).hasSize(20_000).doesNotHaveDuplicates();
    for (var t = 0; t < 20; t++) {
      var prefix = t + "/";
      var own = new ArrayList<>(all.stream().filter(e -> e.startsWith(prefix)).toList());
      assertThat(own).isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> prefix + i).toList());
      assertThat(Collections.frequency(own, prefix + "0")).isEqualTo(1);
    }
  }

  @Test
  void aLoopStartsOnce() {
    loop.start();

    assertThatThrownBy(loop::start).isInstanceOf(IllegalThreadStateException.class);
  }

  private Loop<String, String> loop(Performer<String> performer) {
    return new Loop<>(machine, performer, clock::get, (_, crash) -> crashes.add(crash));
  }

  private boolean posted(String event) {
    try {
      return loop.post(event);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts", e);
    }
  }

  private static void awaited(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts", e);
    }
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      LockSupport.parkNanos(100_000);
    }
  }
}
