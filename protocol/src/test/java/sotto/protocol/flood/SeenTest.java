package sotto.protocol.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.wire.ItemId;

class SeenTest {

  private final Seen seen = new Seen();

  @Test
  void whatWasAddedIsContainedUntilItIsRemoved() {
    assertThat(seen.contains(id(1))).isFalse();
    assertThat(seen.add(id(1))).isTrue();
    assertThat(seen.add(id(1))).isFalse();
    assertThat(seen.contains(id(1))).isTrue();

    seen.remove(id(1));

    assertThat(seen.contains(id(1))).isFalse();
    assertThat(seen.add(id(1))).isTrue();
  }

  @Test
  void theLatestHalfIsAlwaysRemembered() {
    for (var i = 0; i < 3 * Seen.SEEN_MAX; i++) {
      seen.add(id(i));
      assertThat(seen.contains(id(Math.max(0, i - Seen.SEEN_MAX / 2 + 1)))).isTrue();
    }
    assertThat(seen.contains(id(0))).isFalse();
  }

  @Test
  void noMoreThanTheMaximumIsRemembered() {
    for (var i = 0; i < 3 * Seen.SEEN_MAX; i++) {
      seen.add(id(i));
    }

    var remembered =
        IntStream.range(0, 3 * Seen.SEEN_MAX).filter(i -> seen.contains(id(i))).count();
    assertThat(remembered).isBetween(Seen.SEEN_MAX / 2L, Seen.SEEN_MAX + 2L);
  }

  @Test
  void ofManyThreadsThatAddTheSameOneIsFirst() throws InterruptedException {
    var firsts = new AtomicInteger();
    var threads =
        IntStream.range(0, 8)
            .mapToObj(
                _ ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              for (var i = 0; i < 10_000; i++) {
                                if (seen.add(id(i))) {
                                  firsts.incrementAndGet();
                                }
                              }
                            }))
            .toList();
    for (var thread : threads) {
      thread.join();
    }

    assertThat(firsts).hasValue(10_000);
  }

  private static ItemId id(int number) {
    return new ItemId(Bytes.of(ByteBuffer.allocate(ItemId.SIZE).putInt(0, number)));
  }
}
