package sotto.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The feeds that are open, and what they share.
///
/// Safe for use by any number of threads.
final class Feeds {

  /// How many feeds can be open at once: each may hold [Feed#BYTES_MAX] bytes.
  static final int FEEDS_MAX = 64;

  private final Loader loader;
  private final Check check;
  private final List<Feed> open = new ArrayList<>();

  Feeds(Loader loader, Check check) {
    this.loader = loader;
    this.check = check;
  }

  /// Opens a feed, which gets every item that is delivered from now on.
  synchronized Feed open(Topic topic) throws NodeException {
    check.run();
    if (open.size() == FEEDS_MAX) {
      throw new NodeException.LimitReached(
          "There are " + FEEDS_MAX + " feeds open already. What to do: close some.");
    }
    var feed = new Feed(this, topic);
    open.add(feed);
    return feed;
  }

  /// Gives an item to the feeds of its topic; it is made only if there are any.
  void deliver(Topic topic, Supplier<Item> item) {
    var interested = of(topic);
    if (!interested.isEmpty()) {
      var made = item.get();
      interested.forEach(feed -> feed.offer(made));
    }
  }

  /// Wakes every reader, because the node stopped.
  void wake() {
    all().forEach(feed -> feed.wake(false));
  }

  synchronized void remove(Feed feed) {
    open.remove(feed);
  }

  Optional<Item> load(ItemId id) throws NodeException {
    return loader.load(id);
  }

  void check() throws NodeException {
    check.run();
  }

  private synchronized List<Feed> of(Topic topic) {
    return open.stream().filter(feed -> feed.topic().equals(topic)).toList();
  }

  private synchronized List<Feed> all() {
    return List.copyOf(open);
  }

  /// Reads an item from the store.
  interface Loader {
    Optional<Item> load(ItemId id) throws NodeException;
  }

  /// Throws if the node does not run.
  interface Check {
    void run() throws NodeException;
  }
}
