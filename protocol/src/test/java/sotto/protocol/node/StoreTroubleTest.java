package sotto.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.flood.Quota;
import sotto.protocol.node.Publications.Outcome;
import sotto.protocol.store.Change;
import sotto.protocol.store.Kept;
import sotto.protocol.store.SqliteStore;
import sotto.protocol.store.Store;
import sotto.protocol.store.StoreException;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Topic;
import sotto.spi.Address;

/// An engine whose disk fills up and fails.
@Timeout(60)
class StoreTroubleTest {

  private static final Topic NEWS = new Topic(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path directory;

  private final Identity ann = Identity.create(new Random(7));
  private final LinkedBlockingQueue<Item> delivered = new LinkedBlockingQueue<>();
  private final Board board = new Board();
  private Optional<FaultyStore> store = Optional.empty();
  private Optional<Engine> engine = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    store = Optional.of(new FaultyStore(SqliteStore.open(directory.resolve("store"), 1L << 26)));
    var parts =
        new Engine.Parts(
            ann,
            List.of(),
            store(),
            new AddressBook(store(), List.of(), board),
            Quota.STANDARD,
            8,
            new Random(7),
            Instant::now,
            board,
            delivered::add,
            () -> {});
    engine = Optional.of(Engine.start(parts));
  }

  @AfterEach
  void stop() {
    engine().close();
  }

  @Test
  void aFullDiskFailsThePublishAndNothingElse() throws Exception {
    var before = item(1);
    assertThat(engine().publish(before)).isEqualTo(new Outcome.Kept());

    store().failure = Optional.of(full());
    var refused = item(2);
    var outcome = engine().publish(refused);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.NotKept.class,
            no -> assertThat(no.failure()).isInstanceOf(StoreException.Full.class));
    assertThat(engine().holdings().state()).isEqualTo(Holdings.State.FULL);
    assertThat(store().item(before.id())).contains(before);
    assertThat(store().item(refused.id())).isEmpty();
    assertThat(engine().isClosing()).isFalse();
  }

  @Test
  void onceThereIsRoomTheSameItemCanBePublished() throws Exception {
    store().failure = Optional.of(full());
    var item = item(1);
    engine().publish(item);
    store().failure = Optional.empty();

    assertThat(engine().publish(item)).isEqualTo(new Outcome.Kept());
    assertThat(engine().holdings().state()).isEqualTo(Holdings.State.OK);
    assertThat(store().item(item.id())).contains(item);
    assertThat(delivered.take()).isEqualTo(item);
    assertThat(engine().holdings().count().items()).isEqualTo(1);
  }

  @Test
  void whatWasNotKeptIsNotDelivered() throws Exception {
    store().failure = Optional.of(full());
    engine().publish(item(1));
    store().failure = Optional.empty();
    var kept = item(2);
    engine().publish(kept);

    assertThat(delivered.take()).isEqualTo(kept);
    assertThat(delivered).isEmpty();
  }

  @Test
  void aBrokenDiskIsSaidSo() throws Exception {
    store().failure = Optional.of(broken());
    var seen = board.sequence();

    var outcome = engine().publish(item(1));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.NotKept.class,
            no -> assertThat(no.failure()).isInstanceOf(StoreException.Broken.class));
    board.await(seen, Duration.ofSeconds(30));
    assertThat(engine().holdings().state()).isEqualTo(Holdings.State.BROKEN);
  }

  @Test
  void aPartThatBreaksStopsTheWholeAndSaysSo() throws Exception {
    store().bug = true;

    assertThat(engine().publish(item(1))).isEqualTo(new Outcome.Stopped());

    board.await(Long.MAX_VALUE - 1, Duration.ofSeconds(30));
    assertThat(engine().broken()).get().isInstanceOf(IllegalStateException.class);
    assertThat(engine().isClosing()).isTrue();
    assertThat(engine().publish(item(2))).isEqualTo(new Outcome.Stopped());
  }

  private Item item(long sequence) {
    return Item.create(ann, NEWS, sequence, Instant.now(), HOUR, Bytes.EMPTY);
  }

  private StoreException full() throws Exception {
    try (var small = SqliteStore.open(directory.resolve("small"), 1L << 17)) {
      for (var sequence = 0; ; sequence++) {
        var body = Bytes.owned(new byte[50_000]);
        var item = Item.create(ann, NEWS, sequence, Instant.now(), HOUR, body);
        small.commit(List.of(new Change.Keep(item)));
      }
    } catch (StoreException.Full e) {
      return e;
    }
  }

  private StoreException broken() throws Exception {
    var closed = SqliteStore.open(directory.resolve("closed"), 1L << 20);
    closed.close();
    try {
      closed.commit(List.of(new Change.Forget(item(1).id())));
      throw new AssertionError("a closed store took something");
    } catch (StoreException.Broken e) {
      return e;
    }
  }

  private FaultyStore store() {
    return store.orElseThrow();
  }

  private Engine engine() {
    return engine.orElseThrow();
  }

  /// A store that fails when it is told to.
  private static final class FaultyStore implements Store {
    private final Store store;
    private volatile Optional<StoreException> failure = Optional.empty();
    private volatile boolean bug;

    FaultyStore(Store store) {
      this.store = store;
    }

    @Override
    public void commit(List<Change> changes) throws StoreException {
      if (bug) {
        throw new IllegalStateException("a bug of ours");
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
      store.commit(changes);
    }

    @Override
    public Optional<Item> item(ItemId id) throws StoreException {
      return store.item(id);
    }

    @Override
    public List<Kept> index() throws StoreException {
      return store.index();
    }

    @Override
    public void remember(List<Address> addresses) throws StoreException {
      store.remember(addresses);
    }

    @Override
    public List<Address> addresses() throws StoreException {
      return store.addresses();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
