package sotto.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static sotto.protocol.session.Pair.message;
import static sotto.protocol.session.Pair.random;
import static sotto.protocol.session.Pair.spawn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Bytes;

/// What a session costs while nothing happens, also after much has happened.
@Timeout(180)
final class FootprintTest {

  private static final int PAIRS = 500;

  /// What the JVM loads and makes once is not a session's.
  private static final int WARM_UP = 50;

  private static final int LINK_CAPACITY = 4096;

  /// Of a session and the stack of the thread that waits in it. Measured on JDK 25: 2.5 KiB fresh,
  /// 3 KiB more once its ciphers have worked, and 6 KiB for the thread.
  private static final long BYTES_MAX = 16 * 1024;

  private final List<Pair> pairs = new ArrayList<>();
  private final List<FutureTask<List<Bytes>>> receivers = new ArrayList<>();

  @Test
  void aThousandIdleSessionsTakeSixteenKibibytesEach() throws Exception {
    waiting(WARM_UP);
    var before = Heap.used();
    var links = links();
    var linked = Heap.used();

    waiting(PAIRS);
    var each = (Heap.used() - linked) / (2 * PAIRS) - (linked - before) / (2 * PAIRS);

    assertThat(each).isPositive().isLessThanOrEqualTo(BYTES_MAX);
    assertThat(links).hasSize(PAIRS);
    for (var pair : pairs) {
      pair.dialled().close();
      pair.accepted().close();
    }
    assertThat(receivers).hasSize(2 * (WARM_UP + PAIRS));
  }

  /// What the sessions' links in memory take, which is not the sessions' either.
  private static List<PipeLink.Pair> links() {
    return Stream.generate(() -> PipeLink.pair(LINK_CAPACITY)).limit(PAIRS).toList();
  }

  /// Adds sessions that have been busy and wait now.
  private void waiting(int count) throws Exception {
    for (var i = 0; i < count; i++) {
      var pair = Pair.open(LINK_CAPACITY);
      busyForAWhile(pair);
      pairs.add(pair);
      receivers.add(spawn(pair.dialled()::receive));
      receivers.add(spawn(pair.accepted()::receive));
    }
    for (var pair : pairs) {
      pair.links().dialled().awaitReader();
      pair.links().accepted().awaitReader();
    }
  }

  private static void busyForAWhile(Pair pair) throws Exception {
    var much = List.of(message(random(1), 60_000), message(random(2), 60_000));
    for (var sender : List.of(pair.dialled(), pair.accepted())) {
      var receiver = sender.equals(pair.dialled()) ? pair.accepted() : pair.dialled();
      var received = spawn(() -> Pair.receive(receiver, 2));
      sender.send(much);
      assertThat(received.get()).hasSize(2);
    }
  }
}
