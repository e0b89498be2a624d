package sotto.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;
import sotto.protocol.crypto.Identity;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Hello;
import sotto.protocol.wire.Message.Ping;
import sotto.protocol.wire.Message.Unknown;
import sotto.protocol.wire.Message.Want;

/// Bytes that somebody broke, from one seed.
@Timeout(120)
class CodecFuzzTest {

  private static final int CASES = 200_000;

  private final SplittableRandom random = new SplittableRandom(20_260_301);
  private final List<Bytes> corpus = corpus();

  @Test
  void whateverComesIsReadOrRefusedAndReadsTheSameAgain() throws Exception {
    var refused = new EnumMap<Malformed.Reason, Integer>(Malformed.Reason.class);
    var read = 0;
    for (var i = 0; i < CASES; i++) {
      var bytes = broken(corpus.get(random.nextInt(corpus.size())));
      try {
        var message = Codec.decode(bytes);
        if (!(message instanceof Unknown)) {
          read++;
          assertThat(Codec.decode(Codec.encode(message))).isEqualTo(message);
        }
      } catch (Malformed e) {
        refused.merge(e.reason(), 1, Integer::sum);
      }
    }

    assertThat(read).isGreaterThan(CASES / 100);
    assertThat(refused)
        .containsKeys(
            Malformed.Reason.NOT_PROTOBUF,
            Malformed.Reason.REPEATED_FIELD,
            Malformed.Reason.BAD_IDS,
            Malformed.Reason.BAD_OWNER);
  }

  @Test
  void readingAllocatesInProportion() {
    var worst = new ArrayList<>(corpus);
    // Many small fields of every kind: known, unknown, nested, repeated.
    for (var tag : List.of(0x0a, 0x12, 0x22, 0x2a, 0x32, 0x08, 0x7a, 0x78, 0x7b)) {
      worst.add(repeated(Limits.MESSAGE_MAX, tag, 0));
      worst.add(repeated(Limits.MESSAGE_MAX, 0x22, 2, tag, 0));
    }
    worst.add(Codec.encode(new Data(CodecTest.largest())));
    var whole = worst.size();
    for (var i = 0; i < 20_000; i++) {
      worst.add(broken(worst.get(random.nextInt(whole))));
    }

    // Once before it counts, for classes that are loaded and code that is compiled.
    worst.forEach(CodecFuzzTest::attempt);
    for (var bytes : worst) {
      var before = allocated();
      attempt(bytes);
      var cost = allocated() - before;

      assertThat(cost).isLessThanOrEqualTo(4L * bytes.size() + 64 * 1024);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static void attempt(Bytes bytes) {
    try {
      Codec.decode(bytes);
    } catch (Malformed e) {
      // Refused: what matters is what it cost.
    }
  }

  private static Bytes repeated(int size, int... pattern) {
    var bytes = new byte[size];
    for (var i = 0; i < size; i++) {
      bytes[i] = (byte) pattern[i % pattern.length];
    }
    return Bytes.owned(bytes);
  }

  private static List<Bytes> corpus() {
    var owner = Identity.create(new SplittableRandom(1));
    var ids = new ArrayList<ItemId>();
    for (var i = 0; i < 40; i++) {
      ids.add(new ItemId(Hash.sha256(Bytes.of((byte) i))));
    }
    var corpus = new ArrayList<Bytes>();
    for (var size : List.of(0, 1, 100, 1_000)) {
      var body = Bytes.owned(new byte[size]);
      var at = Instant.ofEpochSecond(1_772_000_000);
      var item = Item.create(owner, new Topic(7), 3, at, Duration.ofHours(1), body);
      corpus.add(Codec.encode(new Data(item)));
    }
    corpus.add(Codec.encode(new Hello(1, 5)));
    corpus.add(Codec.encode(new Ping(77)));
    corpus.add(Codec.encode(new Have(1, ids)));
    corpus.add(Codec.encode(new Want(1, ids)));
    corpus.add(Codec.encode(new Want(0, List.of())));
    return corpus;
  }

  /// Returns these bytes with one to four things done to them.
  private Bytes broken(Bytes whole) {
    var bytes = whole.toArray();
    for (var i = random.nextInt(4); i >= 0; i--) {
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> flipped(bytes);
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 2 -> spliced(bytes, corpus.get(random.nextInt(corpus.size())).toArray());
            case 3 -> random(random.nextInt(64));
            default -> spliced(bytes, bytes);
          };
    }
    return Bytes.owned(bytes);
  }

  private byte[] flipped(byte[] bytes) {
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private byte[] spliced(byte[] one, byte[] other) {
    var from = random.nextInt(one.length + 1);
    var head = Bytes.of(Arrays.copyOf(one, from));
    var start = random.nextInt(other.length + 1);
    return Bytes.concat(head, Bytes.of(other).slice(start, other.length)).toArray();
  }

  private byte[] random(int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
