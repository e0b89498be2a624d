package sotto.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static sotto.protocol.session.Pair.ADDRESS;
import static sotto.protocol.session.Pair.LISTENER;
import static sotto.protocol.session.Pair.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Aead;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;

/// A hundred thousand handshakes and frames that are wrong, from a seed: each is refused for a
/// reason, and takes little memory.
@Timeout(180)
final class MalformedTest {

  private static final Bytes KEY = Hash.sha256(Bytes.of((byte) 1));
  private static final int FRAME = FrameSize.SMALLEST.onWire();

  private final RandomGenerator random = random(20_261_121);

  @Test
  void malformedFirstMessagesAreRefusedBeforeAnyWorkOnTheCurve() throws Exception {
    var genuine = HandshakeTest.hello();
    var reasons = EnumSet.noneOf(Rejection.class);
    var listener = Handshake.listener(LISTENER, ADDRESS, random(2));
    var most = 0L;
    for (var i = 0; i < 50_000; i++) {
      var bad = mangled(genuine.toArray(), 64);
      var before = Heap.allocated();
      try {
        listener.read(Bytes.owned(bad));
        throw new AssertionError("accepted at " + i);
      } catch (SessionException.Refused e) {
        reasons.add(e.rejection());
      }
      most = Math.max(most, i < 1000 ? 0 : Heap.allocated() - before);
    }

    assertThat(reasons).containsExactly(Rejection.WRONG_ADDRESS);
    assertThat(most).isLessThan(4 * Handshake.MESSAGE_SIZE + 64 * 1024);
  }

  @Test
  void malformedFramesAreRefused() throws Exception {
    var reasons = EnumSet.noneOf(Rejection.class);
    var genuine = sealed(0, 4, 0, 0, 1, 42);
    for (var i = 0; i < 30_000; i++) {
      var bad = mangled(genuine, FRAME);
      try {
        new FrameOpener(KEY).open(bad, 0, Math.min(bad.length, FrameOpener.size(bad, 0)));
        throw new AssertionError("accepted at " + i);
      } catch (SessionException.Refused e) {
        reasons.add(e.rejection());
      }
    }

    assertThat(reasons).containsExactlyInAnyOrder(Rejection.BAD_FRAME_SIZE, Rejection.FORGED_FRAME);
  }

  /// The worst peer is one that proved itself: it can seal whatever it likes.
  @Test
  void whateverAProvenPeerSealsTakesBoundedMemory() throws Exception {
    var reasons = EnumSet.noneOf(Rejection.class);
    var most = 0L;
    for (var i = 0; i < 20_000; i++) {
      var messages = new ArrayList<Bytes>();
      var reassembly = new Reassembly();
      var stream = stream();
      var before = Heap.allocated();
      try {
        var at = 0;
        while (at < stream.length) {
          at = reassembly.take(stream, at, stream.length, messages, Inbound.MESSAGES_MAX);
          messages.clear();
        }
      } catch (SessionException.Refused e) {
        reasons.add(e.rejection());
      }
      var allocated = Heap.allocated() - before;
      most = Math.max(most, i < 1000 ? 0 : allocated - 4L * stream.length);
    }

    assertThat(reasons).contains(Rejection.OVERSIZED, Rejection.AFTER_END);
    assertThat(most).isLessThan(64 * 1024);
  }

  @Test
  void aLengthAloneTakesNoMemory() throws Exception {
    var announced = new byte[] {1, 16, 0, 7};
    var reassemblies = new ArrayList<Reassembly>();
    var before = Heap.allocated();
    for (var i = 0; i < 1000; i++) {
      var reassembly = new Reassembly();
      reassembly.take(announced, 0, announced.length, new ArrayList<>(), 1);
      reassemblies.add(reassembly);
    }

    assertThat(Heap.allocated() - before).isLessThan(4_000_000);
    assertThat(reassemblies).hasSize(1000);
  }

  /// Returns something that is not what it was in its first bytes.
  private byte[] mangled(byte[] genuine, int within) {
    var bad = genuine.clone();
    while (Arrays.equals(bad, genuine)) {
      switch (random.nextInt(3)) {
        case 0 -> bad[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bad[random.nextInt(within)] = (byte) random.nextInt();
        default -> {
          var from = random.nextInt(within);
          for (var i = from; i < Math.min(within, from + random.nextInt(40)); i++) {
            bad[i] = (byte) random.nextInt();
          }
        }
      }
    }
    return bad;
  }

  /// Returns a stretch of a stream with true and false lengths in it.
  private byte[] stream() {
    var stream = new byte[1 + random.nextInt(FrameSize.LARGEST.capacity())];
    random.nextBytes(stream);
    var at = 0;
    while (at + 3 < stream.length) {
      var length = random.nextInt(50) == 0 ? random.nextInt(1 << 24) : random.nextInt(300);
      stream[at] = (byte) (length >>> 16);
      stream[at + 1] = (byte) (length >>> 8);
      stream[at + 2] = (byte) length;
      at += 3 + length;
    }
    return stream;
  }

  private static byte[] sealed(long counter, int used, int... content) {
    var frame = new byte[FRAME];
    frame[0] = (byte) ((FRAME - 2) >>> 8);
    frame[1] = (byte) (FRAME - 2);
    frame[3] = (byte) used;
    for (var i = 0; i < content.length; i++) {
      frame[4 + i] = (byte) content[i];
    }
    new Aead(KEY).seal(counter, Bytes.EMPTY, frame, 2, FrameSize.SMALLEST.plain());
    return frame;
  }
}
