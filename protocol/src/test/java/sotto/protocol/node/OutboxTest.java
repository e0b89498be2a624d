package sotto.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.node.Outbox.Parcel;
import sotto.protocol.node.Outbox.Parcel.Kept;
import sotto.protocol.node.Outbox.Parcel.Ready;
import sotto.protocol.wire.ItemId;

@Timeout(60)
class OutboxTest {

  private static final ItemId ITEM = new ItemId(Bytes.owned(new byte[32]));

  private final Outbox outbox = new Outbox();

  @Test
  void allThatGatheredIsTakenAtOnceInOrder() throws InterruptedException {
    outbox.offer(message(3));
    outbox.offer(new Kept(ITEM));
    outbox.offer(message(5));

    assertThat(outbox.take()).containsExactly(message(3), new Kept(ITEM), message(5));
  }

  @Test
  void aFullOutboxSaysSoAndKeepsWhatItHas() throws InterruptedException {
    IntStream.range(0, Outbox.MESSAGES_MAX).forEach(_ -> outbox.offer(message(1)));

    assertThat(outbox.offer(message(1))).isFalse();
    assertThat(outbox.offer(new Kept(ITEM))).isFalse();
    assertThat(outbox.take()).hasSize(Outbox.MESSAGES_MAX);
    assertThat(outbox.offer(message(1))).isTrue();
  }

  @Test
  void bytesAreBoundedToo() throws InterruptedException {
    assertThat(outbox.offer(message(Outbox.BYTES_MAX))).isTrue();
    assertThat(outbox.offer(message(1))).isFalse();

    outbox.take();

    assertThat(outbox.offer(message(1))).isTrue();
  }

  @Test
  void aFinishedOutboxGivesWhatItHasAndThenNothing() throws InterruptedException {
    outbox.offer(message(1));
    outbox.finish();

    assertThat(outbox.offer(message(2))).isTrue();
    assertThat(outbox.take()).containsExactly(message(1));
    assertThat(outbox.take()).isEmpty();
  }

  @Test
  void discardingWakesTheWriter() throws Exception {
    var writer = new FutureTask<List<Parcel>>(outbox::take);
    Thread.ofVirtual().start(writer);

    outbox.discard();

    assertThat(writer.get()).isEmpty();
  }

  @Test
  void aMessageWakesTheWriter() throws Exception {
    var writer = new FutureTask<List<Parcel>>(outbox::take);
    Thread.ofVirtual().start(writer);

    outbox.offer(message(9));

    assertThat(writer.get()).containsExactly(message(9));
  }

  private static Parcel message(int size) {
    return new Ready(Bytes.owned(new byte[size]));
  }
}
