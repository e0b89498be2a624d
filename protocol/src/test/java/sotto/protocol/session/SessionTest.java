package sotto.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sotto.protocol.session.Pair.message;
import static sotto.protocol.session.Pair.random;
import static sotto.protocol.session.Pair.receive;
import static sotto.protocol.session.Pair.spawn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.protocol.crypto.Bytes;

/// What two honest sessions do for each other.
@Timeout(60)
final class SessionTest {

  @Test
  void bothEndsProveWhoTheyAreAndBindTheSameChannel() throws Exception {
    var pair = Pair.open();

    assertThat(pair.dialled().peer()).isEqualTo(Pair.LISTENER.id());
    assertThat(pair.accepted().peer()).isEqualTo(Pair.DIALLER.id());
    assertThat(pair.dialled().channelBinding()).isEqualTo(pair.accepted().channelBinding());
  }

  @Test
  void noTwoSessionsBindTheSameChannel() throws Exception {
    var links = PipeLink.pair(Pair.CAPACITY);
    var accepted =
        spawn(
            () ->
                Session.accept(
                    links.accepted(), Pair.LISTENER, Pair.ADDRESS, random(9), Pair.PATIENCE));
    var other = Pair.dial(links, Pair.DIALLER);
    accepted.get();

    assertThat(other.channelBinding()).isNotEqualTo(Pair.open().dialled().channelBinding());
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aMessageOfAnySizeArrives(int size) throws Exception {
    var pair = Pair.open();
    var messages = List.of(message(random(size), size));

    pair.dialled().send(messages);

    assertThat(receive(pair.accepted(), 1)).isEqualTo(messages);
  }

  /// One byte less, as many, and one more than a frame, two frames of a batch, or a message holds.
  static IntStream sizes() {
    var singles = FrameSize.ALL.stream().map(FrameSize::capacity);
    var doubles = FrameSize.ALL.stream().flatMap(SessionTest::withAnyOther);
    var edges = Stream.concat(singles, doubles).mapToInt(i -> i - FrameSealer.PREFIX_SIZE);
    return IntStream.concat(IntStream.of(2, Session.MESSAGE_MAX - 1), edges)
        .flatMap(i -> IntStream.rangeClosed(i - 1, i + 1))
        .filter(i -> i <= Session.MESSAGE_MAX)
        .distinct();
  }

  private static Stream<Integer> withAnyOther(FrameSize size) {
    return FrameSize.ALL.stream().map(other -> size.capacity() + other.capacity());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anySequenceInAnyBatchesArrivesIdenticalAndInOrder(long seed) throws Exception {
    var random = random(seed);
    var pair = Pair.open(1 + random.nextInt(200_000));
    var batches = new ArrayList<List<Bytes>>();
    for (var i = 0; i < 60; i++) {
      var max = 1 << (1 + random.nextInt(16));
      batches.add(
          random
              .ints(random.nextInt(20), 1, max + 1)
              .mapToObj(size -> message(random, size))
              .toList());
    }
    var sent = batches.stream().flatMap(List::stream).toList();

    var received = spawn(() -> receive(pair.accepted(), sent.size()));
    for (var batch : batches) {
      pair.dialled().send(batch);
    }

    assertThat(received.get()).isEqualTo(sent);
  }

  @Test
  void bothEndsSendAndReceiveAtOnce() throws Exception {
    var pair = Pair.open(10_000);
    var there = IntStream.range(0, 3000).mapToObj(i -> message(random(i), 1 + i)).toList();
    var back = IntStream.range(0, 3000).mapToObj(i -> message(random(-i), 3001 - i)).toList();

    var arrived = spawn(() -> receive(pair.accepted(), there.size()));
    var returned = spawn(() -> receive(pair.dialled(), back.size()));
    var sending = spawn(() -> sendAll(pair.accepted(), back));
    sendAll(pair.dialled(), there);
    sending.get();

    assertThat(arrived.get()).isEqualTo(there);
    assertThat(returned.get()).isEqualTo(back);
  }

  @Test
  void oneBatchIsOneWriteAndItsMessagesShareAFrame() throws Exception {
    var pair = Pair.open();
    var before = pair.links().dialled().writes();

    pair.dialled().send(IntStream.range(0, 9).mapToObj(i -> message(random(i), 40)).toList());

    assertThat(pair.links().dialled().writes()).isEqualTo(before + 1);
    assertThat(pair.accepted().receive()).hasSize(9);
  }

  @Test
  void manyTinyMessagesAreHandedOutInBoundedBatches() throws Exception {
    var pair = Pair.open();
    var sent = IntStream.range(0, 5000).mapToObj(i -> message(random(i), 1)).toList();

    pair.dialled().send(sent);

    var received = new ArrayList<Bytes>();
    while (received.size() < sent.size()) {
      var batch = pair.accepted().receive();
      assertThat(batch).hasSizeBetween(1, Inbound.MESSAGES_MAX);
      received.addAll(batch);
    }
    assertThat(received).isEqualTo(sent);
  }

  @Test
  void aSessionOutlivesManyChangesOfItsKeys() throws Exception {
    var pair = Pair.open();
    var messages = List.of(message(random(1), 10));

    for (var i = 0; i < 2 * FrameSealer.REKEY_FRAMES + 2; i++) {
      pair.dialled().send(messages);
      assertThat(pair.accepted().receive()).isEqualTo(messages);
    }
  }

  @Test
  void nothingToSendIsNothingSent() throws Exception {
    var pair = Pair.open();
    var before = pair.links().dialled().writes();

    pair.dialled().send(List.of());

    assertThat(pair.links().dialled().writes()).isEqualTo(before);
  }

  @Test
  void aMessageThatIsEmptyOrTooLongIsNotSent() throws Exception {
    var pair = Pair.open();
    var small = message(random(1), 1);

    for (var size : List.of(0, Session.MESSAGE_MAX + 1)) {
      var batch = List.of(small, message(random(1), size));
      assertThatThrownBy(() -> pair.dialled().send(batch))
          .isInstanceOf(IllegalArgumentException.class);
    }

    pair.dialled().send(List.of(small));
    assertThat(pair.accepted().receive()).containsExactly(small);
  }

  @Test
  void aSessionDoesNotSayWithWhom() throws Exception {
    var text = Pair.open().dialled().toString();

    assertThat(text).startsWith("session with peer:~").hasSize(23);
    assertThat(text).doesNotContain(Pair.LISTENER.id().text());
  }

  private static boolean sendAll(Session session, List<Bytes> messages) throws SessionException {
    for (var message : messages) {
      session.send(List.of(message));
    }
    return true;
  }
}
