package sotto.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sotto.protocol.session.Pair.failure;
import static sotto.protocol.session.Pair.message;
import static sotto.protocol.session.Pair.random;
import static sotto.protocol.session.Pair.spawn;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Bytes;

/// Closing, cancelling and interrupting, from any thread, at any time.
@Timeout(60)
final class ClosingTest {

  private static final List<Bytes> LARGE =
      IntStream.range(0, 8).mapToObj(i -> message(random(i), 60_000)).toList();

  @Test
  void aProperCloseIsSeenAsOne() throws Exception {
    var pair = Pair.open();

    pair.dialled().close();

    assertThat(pair.accepted().receive()).isEmpty();
    assertThat(pair.accepted().receive()).isEmpty();
    assertThat(pair.links().accepted().isOpen()).isFalse();
  }

  @Test
  void whatWasSentBeforeAProperCloseArrives() throws Exception {
    var pair = Pair.open();

    pair.dialled().send(LARGE);
    pair.dialled().close();

    assertThat(Pair.receive(pair.accepted(), LARGE.size())).isEqualTo(LARGE);
    assertThat(pair.accepted().receive()).isEmpty();
  }

  @Test
  void aCutLinkIsNotAProperClose() throws Exception {
    var pair = Pair.open();

    pair.links().dialled().close();

    assertRejected(Rejection.TRUNCATED, pair.accepted()::receive);
  }

  @Test
  void aTornLinkIsLost() throws Exception {
    var pair = Pair.open();

    pair.links().dialled().abort();

    assertRejected(Rejection.LINK_LOST, pair.accepted()::receive);
    assertRejected(Rejection.CLOSED, () -> send(pair.accepted()));
  }

  @Test
  void closingTwiceIsClosingOnce() throws Exception {
    var pair = Pair.open();

    pair.dialled().close();
    pair.dialled().close();

    assertThat(pair.accepted().receive()).isEmpty();
  }

  @Test
  void closingWakesAReceiver() throws Exception {
    var pair = Pair.open();
    var started = new CountDownLatch(1);
    var receiver = spawn(() -> afterSaying(started, pair.dialled()::receive));
    started.await();

    pair.dialled().close();

    assertThat(failure(receiver).rejection()).isEqualTo(Rejection.CLOSED);
    assertThat(pair.accepted().receive()).isEmpty();
  }

  @Test
  void closingWakesASenderAndCutsItOff() throws Exception {
    var pair = Pair.open(1000);
    var sender = spawn(() -> send(pair.dialled()));
    pair.links().accepted().awaitFull();

    pair.dialled().close();

    assertThat(failure(sender).rejection()).isEqualTo(Rejection.CLOSED);
    assertRejected(Rejection.TRUNCATED, () -> Pair.receive(pair.accepted(), LARGE.size()));
  }

  @Test
  void aPeerThatTakesNothingHoldsUpClosingForASecondOnly() throws Exception {
    var pair = Pair.open(488);
    pair.dialled().send(List.of(message(random(1), 1)));

    pair.dialled().close();

    assertThat(pair.links().dialled().isOpen()).isFalse();
  }

  @Test
  void interruptingAReceiverClosesTheSession() throws Exception {
    var pair = Pair.open();
    var started = new CountDownLatch(1);
    var task = new FutureTask<>(() -> afterSaying(started, pair.dialled()::receive));
    var thread = Thread.ofVirtual().start(task);
    started.await();

    thread.interrupt();

    assertThat(failure(task).rejection()).isEqualTo(Rejection.CLOSED);
    assertRejected(Rejection.TRUNCATED, pair.accepted()::receive);
  }

  @Test
  void interruptingASenderClosesTheSession() throws Exception {
    var pair = Pair.open(1000);
    var task = new FutureTask<>(() -> send(pair.dialled()));
    var thread = Thread.ofVirtual().start(task);
    pair.links().accepted().awaitFull();

    thread.interrupt();

    assertThat(failure(task).rejection()).isEqualTo(Rejection.CLOSED);
    assertThat(pair.links().dialled().isOpen()).isFalse();
  }

  @Test
  void anInterruptedThreadStillSaysFarewell() throws Exception {
    var pair = Pair.open();
    var closer =
        spawn(
            () -> {
              Thread.currentThread().interrupt();
              pair.dialled().close();
              return Thread.currentThread().isInterrupted();
            });

    assertThat(closer.get()).isTrue();
    assertThat(pair.accepted().receive()).isEmpty();
  }

  @Test
  void afterTheEndEveryCallSaysSo() throws Exception {
    var pair = Pair.open();
    pair.dialled().close();

    assertRejected(Rejection.CLOSED, () -> send(pair.dialled()));
    assertRejected(Rejection.CLOSED, pair.dialled()::receive);
    assertThat(pair.accepted().receive()).isEmpty();
    assertRejected(Rejection.CLOSED, () -> send(pair.accepted()));
  }

  @Test
  void aRefusedPeerGetsNothingMore() throws Exception {
    var pair = Pair.open();
    pair.links().dialled().write(java.nio.ByteBuffer.allocate(2));

    assertRejected(Rejection.BAD_FRAME_SIZE, pair.accepted()::receive);

    assertRejected(Rejection.LINK_LOST, pair.dialled()::receive);
  }

  @Test
  void manyClosersAndUsersAtOnceLeaveNobodyWaiting() throws Exception {
    for (var round = 0; round < 50; round++) {
      var pair = Pair.open(20_000);
      var receiver = spawn(() -> Pair.receive(pair.accepted(), 1_000_000));
      var sender = spawn(() -> endlessly(pair.dialled()));
      var closers =
          IntStream.range(0, 8)
              .mapToObj(i -> i % 2 == 0 ? pair.dialled() : pair.accepted())
              .map(session -> spawn(() -> closed(session)))
              .toList();
      for (var closer : closers) {
        assertThat(closer.get()).isTrue();
      }

      assertThat(failure(sender).rejection()).isIn(Rejection.CLOSED, Rejection.LINK_LOST);
      assertThatThrownBy(receiver::get).isNotNull();
    }
  }

  private static boolean closed(Session session) {
    session.close();
    return true;
  }

  private static boolean endlessly(Session session) throws SessionException {
    while (true) {
      session.send(LARGE);
    }
  }

  private static boolean send(Session session) throws SessionException {
    session.send(LARGE);
    return true;
  }

  private static <T> T afterSaying(CountDownLatch started, Callable<T> call) throws Exception {
    started.countDown();
    return call.call();
  }

  private static void assertRejected(Rejection rejection, Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            SessionException.class, e -> assertThat(e.rejection()).isEqualTo(rejection));
  }
}
