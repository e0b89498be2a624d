package sotto.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sotto.protocol.session.Pair.message;
import static sotto.protocol.session.Pair.random;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.protocol.crypto.Aead;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;

/// Frames on the wire: their sizes, and every way in which they can be wrong.
final class FrameTest {

  private static final Bytes KEY = Hash.sha256(Bytes.of((byte) 1));

  private final FrameSealer sealer = new FrameSealer(KEY);
  private final PipeLink.Pair links = PipeLink.pair(1 << 20);
  private final Inbound inbound = new Inbound(links.accepted(), new FrameOpener(KEY));

  @Test
  void everyByteOfAFrameCounts() throws Exception {
    var frame = seal(message(random(1), 100));
    for (var i = 0; i < frame.length; i++) {
      var flipped = frame.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      assertRejected(
          i < 2 ? Rejection.BAD_FRAME_SIZE : Rejection.FORGED_FRAME, new FrameOpener(KEY), flipped);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 485, 487, 488, 974 + 1, 0x7fff, 0xf400, 0xffff})
  void aLengthThatNoFrameHasIsRefusedBeforeAnythingIsRead(int length) throws Exception {
    write(new byte[] {(byte) (length >>> 8), (byte) length});

    assertRejected(Rejection.BAD_FRAME_SIZE);
  }

  @ParameterizedTest
  @ValueSource(ints = {Session.MESSAGE_MAX + 1, 0xffff + Session.MESSAGE_MAX, 0xffffff})
  void aMessageThatIsAnnouncedTooLongIsRefusedBeforeItComes(int length) throws Exception {
    write(sealRaw(0, 3, u24(length)));

    assertRejected(Rejection.OVERSIZED);
  }

  @Test
  void aFrameThatUsesMoreThanItHasIsRefused() throws Exception {
    write(sealRaw(0, FrameSize.SMALLEST.capacity() + 1));

    assertRejected(Rejection.BAD_PADDING);
  }

  @Test
  void aFrameWithSomethingInItsPaddingIsRefused() throws Exception {
    write(sealRaw(0, 3, new byte[] {0, 0, 1, 42}));

    assertRejected(Rejection.BAD_PADDING);
  }

  @Test
  void aFrameThatUsesNothingIsPassedOver() throws Exception {
    write(sealRaw(0, 0));
    write(sealRaw(1, 4, new byte[] {0, 0, 1, 42}));

    assertThat(inbound.receive()).containsExactly(Bytes.of((byte) 42));
  }

  @Test
  void somethingBehindTheEndIsRefused() throws Exception {
    write(sealRaw(0, 6, new byte[] {0, 0, 0, 0, 0, 0}));

    assertRejected(Rejection.AFTER_END);
  }

  @Test
  void messagesBeforeTheEndAreHandedOutBeforeIt() throws Exception {
    write(seal(Bytes.of((byte) 1), Bytes.EMPTY));

    assertThat(inbound.receive()).containsExactly(Bytes.of((byte) 1));
    assertThat(inbound.receive()).isEmpty();
    assertThat(inbound.receive()).isEmpty();
  }

  @Test
  void framesInAnotherOrderAreRefused() throws Exception {
    var frames = List.of(seal(message(random(1), 9)), seal(message(random(2), 9)));

    write(frames.get(1));
    write(frames.get(0));

    assertRejected(Rejection.FORGED_FRAME);
  }

  @Test
  void aFrameIsAcceptedOnce() throws Exception {
    var frame = seal(message(random(1), 9));

    write(frame);
    write(frame);

    assertThat(inbound.receive()).hasSize(1);
    assertRejected(Rejection.FORGED_FRAME);
  }

  @Test
  void aMessageMayBeCutAnywhere() throws Exception {
    var messages = IntStream.of(1, 700, 5000, 69_632).mapToObj(i -> message(random(i), i)).toList();
    var stream = new java.io.ByteArrayOutputStream();
    for (var message : messages) {
      stream.write(u24(message.size()));
      stream.write(message.toArray());
    }
    var bytes = stream.toByteArray();
    var random = random(3);
    var writer =
        Pair.spawn(
            () -> {
              var counter = 0;
              for (var at = 0; at < bytes.length; ) {
                var count = Math.min(bytes.length - at, random.nextInt(9));
                write(sealRaw(counter++, count, Arrays.copyOfRange(bytes, at, at + count)));
                at += count;
              }
              return counter;
            });

    var received = new ArrayList<Bytes>();
    while (received.size() < messages.size()) {
      received.addAll(inbound.receive());
    }
    assertThat(received).isEqualTo(messages);
    assertThat(writer.get()).isPositive();
  }

  @Test
  void allReadsOfOneByteGiveTheSame() throws Exception {
    var messages = IntStream.of(1, 3000, 20).mapToObj(i -> message(random(i), i)).toList();
    var frames = seal(messages.toArray(Bytes[]::new));
    var narrow = PipeLink.pair(1);
    var writer = Pair.spawn(() -> narrow.dialled().write(ByteBuffer.wrap(frames)));
    var slow = new Inbound(narrow.accepted(), new FrameOpener(KEY));

    var received = new ArrayList<Bytes>();
    while (received.size() < messages.size()) {
      received.addAll(slow.receive());
    }
    assertThat(received).isEqualTo(messages);
    assertThat(writer.get()).isEqualTo(frames.length);
  }

  @Test
  void theKeyChangesOnBothSidesAndFramesOfTheOldOneAreOver() throws Exception {
    var last = FrameSealer.REKEY_FRAMES - 1;
    var old = new FrameSealer(KEY, last);
    var opener = new FrameOpener(KEY, last);
    var frame = new byte[488];

    for (var i = 0; i < 3; i++) {
      old.start(List.of(Bytes.of((byte) i)));
      old.next(frame);
      assertThat(opener.open(frame.clone(), 0, 488)).isEqualTo(4);
    }

    // The second of the three is the first under the new key.
    assertRejected(Rejection.FORGED_FRAME, new FrameOpener(KEY, last + 2), frame);
  }

  @Test
  void aSessionThatHasCarriedAllThatItMayIsOver() throws Exception {
    var worn = new FrameSealer(KEY, FrameSealer.FRAMES_MAX - 1);
    var buffer = new byte[488];
    worn.start(List.of(Bytes.of((byte) 1)));
    assertThat(worn.next(buffer)).isEqualTo(488);
    worn.start(List.of(Bytes.of((byte) 1)));

    assertThatThrownBy(() -> worn.next(buffer))
        .isInstanceOfSatisfying(
            SessionException.Closed.class,
            e -> assertThat(e.rejection()).isEqualTo(Rejection.WORN_OUT));
    var opener = new FrameOpener(KEY, FrameSealer.FRAMES_MAX);
    assertThatThrownBy(() -> opener.open(buffer, 0, 488))
        .isInstanceOf(SessionException.Closed.class);
  }

  @Test
  void aTruncatedFrameIsNotAClose() throws Exception {
    write(Arrays.copyOf(seal(message(random(1), 400)), 487));
    links.dialled().close();

    assertThatThrownBy(inbound::receive)
        .isInstanceOfSatisfying(
            SessionException.Lost.class,
            e -> assertThat(e.rejection()).isEqualTo(Rejection.TRUNCATED));
  }

  private byte[] seal(Bytes... messages) throws SessionException {
    var buffer = new byte[Scratch.SIZE];
    sealer.start(List.of(messages));
    var size = sealer.next(buffer);
    assertThat(sealer.left()).isZero();
    return Arrays.copyOf(buffer, size);
  }

  /// Seals a smallest frame with any content, also such as no honest peer would make.
  private static byte[] sealRaw(long counter, int used, byte... content) {
    var frame = new byte[488];
    frame[0] = (byte) (486 >>> 8);
    frame[1] = (byte) 486;
    frame[2] = (byte) (used >>> 8);
    frame[3] = (byte) used;
    System.arraycopy(content, 0, frame, 4, content.length);
    var cipher = new Aead(KEY);
    for (var i = 0; i < counter / FrameSealer.REKEY_FRAMES; i++) {
      cipher = cipher.rekeyed();
    }
    cipher.seal(counter, Bytes.EMPTY, frame, 2, 470);
    return frame;
  }

  private static byte[] u24(int value) {
    return new byte[] {(byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
  }

  private void write(byte[] bytes) throws IOException {
    links.dialled().write(ByteBuffer.wrap(bytes));
  }

  private void assertRejected(Rejection rejection) {
    assertThatThrownBy(() -> Collections.unmodifiableList(inbound.receive()))
        .isInstanceOfSatisfying(
            SessionException.Refused.class, e -> assertThat(e.rejection()).isEqualTo(rejection));
  }

  private static void assertRejected(Rejection rejection, FrameOpener opener, byte[] frame) {
    assertThatThrownBy(() -> opener.open(frame, 0, FrameOpener.size(frame, 0)))
        .isInstanceOfSatisfying(
            SessionException.Refused.class, e -> assertThat(e.rejection()).isEqualTo(rejection));
  }
}
