package sotto.protocol.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sotto.protocol.flood.Refusal;
import sotto.protocol.flood.Ticket;
import sotto.protocol.node.NodeEvent.Published;
import sotto.protocol.store.StoreException;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;

/// The items that the user is publishing, each with a thread that waits until it is kept.
///
/// Safe for use by any number of threads. How many there are is bounded by the threads that wait.
public final class Publications {

  private final Map<Ticket, Publication> pending = new HashMap<>();
  private long tickets;
  private boolean closed;

  /// Publishes an item and waits until it is kept, or will not be.
  ///
  /// @param item the item, signed
  /// @param inbox the loop's
  /// @return what became of it
  /// @throws InterruptedException if the thread is interrupted; the item may be published or not
  Outcome publish(Item item, Inbox inbox) throws InterruptedException {
    var publication = new Publication(item.id());
    Ticket ticket;
    synchronized (this) {
      if (closed) {
        return new Outcome.Stopped();
      }
      ticket = new Ticket(++tickets);
      pending.put(ticket, publication);
    }
    try {
      return inbox.post(new Published(item, ticket)) ? publication.await() : new Outcome.Stopped();
    } finally {
      synchronized (this) {
        pending.remove(ticket);
      }
    }
  }

  /// Says what became of a publication, unless its thread has gone.
  synchronized void answer(Ticket ticket, Outcome outcome) {
    var publication = pending.get(ticket);
    if (publication != null) {
      publication.answer(outcome);
    }
  }

  /// Says that a publication was acknowledged, or failed if its item could not be kept.
  synchronized void acknowledge(
      Ticket ticket, Set<ItemId> unkept, @Nullable StoreException failure) {
    var publication = pending.get(ticket);
    if (publication == null) {
      return;
    }
    publication.answer(
        failure != null && unkept.contains(publication.id)
            ? new Outcome.NotKept(failure)
            : new Outcome.Kept());
  }

  /// Wakes everyone who waits, because the node stopped.
  public synchronized void close() {
    closed = true;
    pending.values().forEach(publication -> publication.answer(new Outcome.Stopped()));
  }

  /// What became of a publication.
  public sealed interface Outcome {

    /// The item is kept.
    record Kept() implements Outcome {}

    /// The item was not taken.
    ///
    /// @param why why not
    record Refused(Refusal why) implements Outcome {}

    /// The store could not keep it.
    ///
    /// @param failure why not
    record NotKept(StoreException failure) implements Outcome {}

    /// The node stopped before it was kept.
    record Stopped() implements Outcome {}
  }

  private static final class Publication {
    private final ItemId id;
    private @Nullable Outcome outcome;

    Publication(ItemId id) {
      this.id = id;
    }

    synchronized void answer(Outcome answer) {
      if (outcome == null) {
        outcome = answer;
        notifyAll();
      }
    }

    synchronized Outcome await() throws InterruptedException {
      while (outcome == null) {
        wait();
      }
      return outcome;
    }
  }
}
