package sotto.protocol;

import java.time.Duration;
import java.util.Optional;

/// The items of one topic as they come in, pulled by their reader.
///
/// A feed holds at most [#ITEMS_MAX] items and [#BYTES_MAX] bytes for its reader. A reader slower
/// than that is told how many it missed; it never holds up the node. Each item is delivered at most
/// once, our own among them, in the order in which the node took them in.
///
/// Safe for use by any number of threads; each delivery goes to one of them.
@SuppressWarnings("DoNotCallSuggester")
public final class Feed implements AutoCloseable {

  /// How many items wait for a reader at the most.
  public static final int ITEMS_MAX = 1024;

  /// How many bytes of bodies wait for a reader at the most: 64 of the largest.
  public static final int BYTES_MAX = 4 * 1024 * 1024;

  Feed() {}

  /// Waits for the next delivery.
  ///
  /// @return an item, or how many were missed before the next one
  /// @throws NodeException.NodeClosed if the feed or the node is or gets closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if an item cannot be read from the store
  /// @throws InterruptedException if the thread is interrupted; nothing is lost
  public Delivery next() throws NodeException, InterruptedException {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException(timeout.toString());
  }

  /// Stops the feed and wakes its readers. Idempotent, and never throws.
  @Override
  public void close() {}
}
