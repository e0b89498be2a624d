package sotto.protocol.node;

import java.util.ArrayList;
import java.util.List;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.wire.ItemId;

/// What waits to be sent in one session, bounded in messages and bytes.
///
/// Nobody waits to put something in: an outbox that is full says so, and its peer is dropped, for
/// nobody slow may hold up the node. The writer takes everything there is at once, so that one
/// write carries as many messages as have gathered.
///
/// Safe for use by any number of threads.
final class Outbox {

  /// How many messages may wait: an answer to the largest request, twice over, and small talk.
  static final int MESSAGES_MAX = 8192;

  /// How many bytes of messages may wait: sixteen of the largest.
  static final int BYTES_MAX = 1024 * 1024;

  private List<Parcel> waiting = new ArrayList<>();
  private long bytes;
  private boolean finished;

  /// Puts a message in, if there is room.
  ///
  /// @return whether it was, or need not be because nothing more will be sent anyway
  synchronized boolean offer(Parcel parcel) {
    if (finished) {
      return true;
    }
    var size = parcel.size();
    if (waiting.size() >= MESSAGES_MAX || bytes + size > BYTES_MAX) {
      return false;
    }
    waiting.add(parcel);
    bytes += size;
    notifyAll();
    return true;
  }

  /// Puts an item in, encoded if its bytes fit, and otherwise by its name: it is kept, and can be
  /// loaded when its turn comes.
  ///
  /// @return whether there was room
  synchronized boolean offer(Parcel.Ready item, ItemId id) {
    return bytes + item.size() > BYTES_MAX ? offer(new Parcel.Kept(id)) : offer(item);
  }

  /// Takes everything that waits, and waits until there is something.
  ///
  /// @return at least one, or none if nothing more will come
  synchronized List<Parcel> take() throws InterruptedException {
    while (waiting.isEmpty() && !finished) {
      wait();
    }
    var all = waiting;
    waiting = new ArrayList<>();
    bytes = 0;
    return all;
  }

  /// Lets nothing more in. What waits is still sent.
  synchronized void finish() {
    finished = true;
    notifyAll();
  }

  /// Lets nothing more in and discards what waits.
  synchronized void discard() {
    finished = true;
    waiting = new ArrayList<>();
    bytes = 0;
    notifyAll();
  }

  /// One message to be sent.
  sealed interface Parcel {

    /// How many bytes it takes up while it waits.
    int size();

    /// A message, encoded.
    record Ready(Bytes message) implements Parcel {
      @Override
      public int size() {
        return message.size();
      }
    }

    /// An item that is loaded from the store when its turn comes, so that a peer that catches up
    /// costs us no memory.
    record Kept(ItemId item) implements Parcel {
      @Override
      public int size() {
        return 0;
      }
    }
  }
}
