package sotto.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static sotto.protocol.session.Pair.message;
import static sotto.protocol.session.Pair.random;
import static sotto.protocol.session.Pair.spawn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Bytes;

/// What a session costs while nothing happens, also after much has happened.
@Timeout(180)
final class FootprintTest {

  private static final int PAIRS = 500;

  /// Includes the links in memory, of 4 KiB an end, and the stack of a thread that waits.
  private static final long BYTES_MAX = 16 * 1024 + 8 * 1024;

  @Test
  void aThousandIdleSessionsTakeSixteenKibibytesEach() throws Exception {
    var before = Heap.used();
    var pairs = new ArrayList<Pair>();
    var receivers = new ArrayList<FutureTask<List<Bytes>>>();
    for (var i = 0; i < PAIRS; i++) {
      var pair = Pair.open(4096);
      busyForAWhile(pair);
      pairs.add(pair);
      receivers.add(spawn(pair.dialled()::receive));
      receivers.add(spawn(pair.accepted()::receive));
    }
    for (var pair : pairs) {
      pair.links().dialled().awaitReader();
      pair.links().accepted().awaitReader();
    }

    assertThat((Heap.used() - before) / (2 * PAIRS)).isLessThan(BYTES_MAX);

    for (var pair : pairs) {
      pair.dialled().close();
      pair.accepted().close();
    }
    assertThat(receivers).hasSize(2 * PAIRS);
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
