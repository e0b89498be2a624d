package sotto.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.Delivery.Arrived;
import sotto.protocol.Delivery.Missed;

@Timeout(60)
class FeedTest {

  private static final Topic NEWS = Topic.named("news");
  private static final Topic CHAT = Topic.named("chat");
  private static final PeerId ANN = new PeerId("a".repeat(52));

  private final Map<ItemId, Item> store = new HashMap<>();
  private Optional<NodeException> stopped = Optional.empty();
  private final Feeds feeds =
      new Feeds(id -> Optional.ofNullable(store.get(id)), this::throwIfStopped);

  @Test
  void itemsAreDeliveredInTheOrderOfTheirArrival() throws Exception {
    try (var feed = feeds.open(NEWS)) {
      deliver(item(1, 10));
      deliver(item(2, 10));

      assertThat(feed.next()).isEqualTo(new Arrived(item(1, 10)));
      assertThat(feed.next()).isEqualTo(new Arrived(item(2, 10)));
      assertThat(feed.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void anotherTopicsItemsStayOut() throws Exception {
    try (var feed = feeds.open(CHAT)) {
      deliver(item(1, 10));

      assertThat(feed.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void aSlowReaderIsToldHowManyItMissedAndWhere() throws Exception {
    try (var feed = feeds.open(NEWS)) {
      IntStream.range(0, Feed.ITEMS_MAX + 7).forEach(i -> deliver(item(i, 0)));

      for (var i = 0; i < Feed.ITEMS_MAX; i++) {
        assertThat(feed.next()).isEqualTo(new Arrived(item(i, 0)));
      }
      assertThat(feed.next()).isEqualTo(new Missed(7));
      deliver(item(9999, 0));
      assertThat(feed.next()).isEqualTo(new Arrived(item(9999, 0)));
    }
  }

  @Test
  void afterAGapNothingIsLetInBeforeTheReaderKnowsOfIt() throws Exception {
    try (var feed = feeds.open(NEWS)) {
      IntStream.range(0, Feed.ITEMS_MAX + 1).forEach(i -> deliver(item(i, 0)));
      feed.next();
      deliver(item(9999, 0));

      for (var i = 1; i < Feed.ITEMS_MAX; i++) {
        assertThat(feed.next()).isInstanceOf(Arrived.class);
      }
      assertThat(feed.next()).isEqualTo(new Missed(2));
    }
  }

  @Test
  void bytesAreBoundedToo() throws Exception {
    try (var feed = feeds.open(NEWS)) {
      var fits = Feed.BYTES_MAX / Item.BODY_MAX;
      IntStream.range(0, fits + 2).forEach(i -> deliver(item(i, Item.BODY_MAX)));

      for (var i = 0; i < fits; i++) {
        assertThat(feed.next()).isEqualTo(new Arrived(item(i, Item.BODY_MAX)));
      }
      assertThat(feed.next()).isEqualTo(new Missed(2));
    }
  }

  @Test
  void aFeedFromTheStartHasWhatIsStoredAndThenWhatComesAndNothingTwice() throws Exception {
    List.of(item(1, 0), item(2, 0), item(3, 0)).forEach(item -> store.put(item.id(), item));
    try (var feed = feeds.open(NEWS)) {
      // Two is delivered before the store is listed, three after, and both are stored.
      deliver(item(2, 0));
      feed.startWith(List.of(item(1, 0).id(), item(2, 0).id(), item(3, 0).id()));
      deliver(item(3, 0));
      deliver(item(4, 0));

      assertThat(IntStream.range(0, 4).mapToObj(_ -> next(feed)))
          .containsExactly(
              new Arrived(item(1, 0)),
              new Arrived(item(2, 0)),
              new Arrived(item(3, 0)),
              new Arrived(item(4, 0)));
      assertThat(feed.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void aStoredItemWhoseTimeIsOverIsLeftOut() throws Exception {
    store.put(item(2, 0).id(), item(2, 0));
    try (var feed = feeds.open(NEWS)) {
      feed.startWith(List.of(item(1, 0).id(), item(2, 0).id()));

      assertThat(feed.next()).isEqualTo(new Arrived(item(2, 0)));
    }
  }

  @Test
  void closingAFeedWakesItsReader() throws Exception {
    var feed = feeds.open(NEWS);
    var reader = new FutureTask<Delivery>(feed::next);
    Thread.ofVirtual().start(reader);

    feed.close();
    feed.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(reader::get)
        .withCauseInstanceOf(NodeException.NodeClosed.class);
  }

  @Test
  void aNodeThatFailsWakesEveryReaderAndSaysWhy() throws Exception {
    var feed = feeds.open(NEWS);
    var reader = new FutureTask<Delivery>(feed::next);
    Thread.ofVirtual().start(reader);

    stopped = Optional.of(new NodeException.NodeFailed("The node broke.", null));
    feeds.wake();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(reader::get)
        .withCauseInstanceOf(NodeException.NodeFailed.class);
    assertThatExceptionOfType(NodeException.NodeFailed.class).isThrownBy(() -> feeds.open(NEWS));
  }

  @Test
  void anInterruptedReaderLosesNothing() throws Exception {
    try (var feed = feeds.open(NEWS)) {
      var reader = new FutureTask<Delivery>(feed::next);
      var thread = Thread.ofVirtual().start(reader);
      thread.interrupt();
      thread.join();

      deliver(item(1, 0));

      assertThat(feed.next()).isEqualTo(new Arrived(item(1, 0)));
    }
  }

  @Test
  void feedsAreBoundedAndAClosedOneMakesRoom() throws Exception {
    var open = new ArrayList<Feed>();
    for (var i = 0; i < Feeds.FEEDS_MAX; i++) {
      open.add(feeds.open(NEWS));
    }

    assertThatExceptionOfType(NodeException.LimitReached.class).isThrownBy(() -> feeds.open(NEWS));
    open.getFirst().close();
    assertThat(feeds.open(NEWS)).isNotNull();
  }

  private void throwIfStopped() throws NodeException {
    if (stopped.isPresent()) {
      throw stopped.get();
    }
  }

  private void deliver(Item item) {
    feeds.deliver(item.topic(), () -> item);
  }

  private static Delivery next(Feed feed) {
    try {
      return feed.next();
    } catch (NodeException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Item item(int number, int size) {
    var digits = "%010d".formatted(number).chars().map(c -> 'b' + c - '0');
    var text = new StringBuilder("a".repeat(41));
    digits.forEach(c -> text.append((char) c));
    return new Item(
        new ItemId(text.append('a').toString()),
        NEWS,
        ANN,
        Instant.EPOCH,
        Duration.ofHours(1),
        new byte[size]);
  }
}
