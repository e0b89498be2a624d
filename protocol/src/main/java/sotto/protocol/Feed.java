package sotto.protocol;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import sotto.protocol.Delivery.Arrived;
import sotto.protocol.Delivery.Missed;
import sotto.protocol.node.Deadline;

/// The items of one topic as they come in, pulled by their reader.
///
/// A feed holds at most [#ITEMS_MAX] items and [#BYTES_MAX] bytes for its reader. A reader slower
/// than that is told how many it missed; it never holds up the node. Each item is delivered at most
/// once, our own among them, in the order in which the node took them in.
///
/// Safe for use by any number of threads; each delivery goes to one of them.
public final class Feed implements AutoCloseable {

  /// How many items wait for a reader at the most.
  public static final int ITEMS_MAX = 1024;

  /// How many bytes of bodies wait for a reader at the most: 64 of the largest.
  public static final int BYTES_MAX = 4 * 1024 * 1024;

  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final Feeds feeds;
  private final Topic topic;
  private final Queue<ItemId> stored = new ArrayDeque<>();
  private final Set<ItemId> before = new HashSet<>();
  private final Queue<Item> waiting = new ArrayDeque<>();
  private long bytes;
  private long missed;
  private boolean closed;

  Feed(Feeds feeds, Topic topic) {
    this.feeds = feeds;
    this.topic = topic;
  }

  /// Waits for the next delivery.
  ///
  /// @return an item, or how many were missed before the next one
  /// @throws NodeException.NodeClosed if the feed or the node is or gets closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if an item cannot be read from the store
  /// @throws InterruptedException if the thread is interrupted; nothing is lost
  public Delivery next() throws NodeException, InterruptedException {
    while (true) {
      var delivery = next(FOR_EVER);
      if (delivery.isPresent()) {
        return delivery.get();
      }
    }
  }

  /// Waits for the next delivery, but not for ever.
  ///
  /// @param timeout how long to wait; zero or less takes only what is there
  /// @return an item, or how many were missed; nothing if the time ran out
  /// @throws NodeException.NodeClosed if the feed or the node is or gets closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if an item cannot be read from the store
  /// @throws InterruptedException if the thread is interrupted; nothing is lost
  public Optional<Delivery> next(Duration timeout) throws NodeException, InterruptedException {
    var deadline = Deadline.in(timeout);
    while (true) {
      var old = nextStored();
      if (old.isEmpty()) {
        return nextLive(deadline);
      }
      // An item whose time is over by now is none.
      var item = feeds.load(old.get());
      if (item.isPresent()) {
        return Optional.of(new Arrived(item.get()));
      }
    }
  }

  /// Stops the feed and wakes its readers. Idempotent, and never throws.
  @Override
  public void close() {
    feeds.remove(this);
    wake(true);
  }

  Topic topic() {
    return topic;
  }

  /// Starts with items that were there already. Whatever came in before this is among them, for
  /// items are kept before they are delivered.
  synchronized void startWith(List<ItemId> ids) {
    stored.addAll(ids);
    before.addAll(ids);
    waiting.clear();
    bytes = 0;
    missed = 0;
  }

  /// Takes in an item, or counts it as missed.
  synchronized void offer(Item item) {
    if (closed || before.remove(item.id())) {
      return;
    }
    var full = waiting.size() >= ITEMS_MAX || bytes + item.size() > BYTES_MAX;
    if (full || missed > 0) {
      missed++;
    } else {
      waiting.add(item);
      bytes += item.size();
    }
    notifyAll();
  }

  /// Wakes the readers, because this feed or the whole node was closed.
  synchronized void wake(boolean forGood) {
    closed |= forGood;
    notifyAll();
  }

  private synchronized Optional<ItemId> nextStored() throws NodeException {
    check();
    return Optional.ofNullable(stored.poll());
  }

  private synchronized Optional<Delivery> nextLive(Deadline deadline)
      throws NodeException, InterruptedException {
    while (true) {
      check();
      var item = waiting.poll();
      if (item != null) {
        bytes -= item.size();
        return Optional.of(new Arrived(item));
      }
      if (missed > 0) {
        var count = missed;
        missed = 0;
        return Optional.of(new Missed(count));
      }
      if (!deadline.await(this)) {
        return Optional.empty();
      }
    }
  }

  private void check() throws NodeException {
    if (closed) {
      throw new NodeException.NodeClosed("This feed was closed.");
    }
    feeds.check();
  }
}
