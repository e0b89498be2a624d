package sotto.protocol.node;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.protocol.store.Change;
import sotto.protocol.store.Store;
import sotto.protocol.store.StoreException;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;

/// What the node has: its store, and how that is.
///
/// A store that fails does not stop the node, which goes on with what it can still read, and tries
/// again with the next thing that is to be kept.
///
/// Safe for use by any number of threads.
public final class Holdings {

  private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);

  private final Store store;
  private final Board board;
  private volatile State state = State.OK;
  private volatile Count count = new Count(0, 0);

  /// Returns what a store has.
  ///
  /// @param store the store, which is not closed by this
  /// @param board told when the store fails or works again
  public Holdings(Store store, Board board) {
    this.store = store;
    this.board = board;
  }

  /// Returns whether the store takes items.
  public State state() {
    return state;
  }

  /// Returns how much there is.
  public Count count() {
    return count;
  }

  /// Changes all of this, or nothing.
  ///
  /// @return why nothing was changed, or nothing
  Optional<StoreException> commit(List<Change> changes) {
    try {
      store.commit(changes);
      now(State.OK);
      return Optional.empty();
    } catch (StoreException e) {
      now(State.of(e));
      return Optional.of(e);
    }
  }

  /// Reads an item; one that cannot be read is as good as none to those who ask for it.
  Optional<Item> item(ItemId id) {
    try {
      return store.item(id);
    } catch (StoreException e) {
      now(State.of(e));
      return Optional.empty();
    }
  }

  void counted(int items, long bytes) {
    count = new Count(items, bytes);
  }

  private void now(State next) {
    if (state != next) {
      state = next;
      LOG.warn("The store is {}.", next);
      board.changed();
    }
  }

  /// How much there is.
  ///
  /// @param items how many items
  /// @param bytes how many bytes of them
  public record Count(int items, long bytes) {}

  /// Whether the store takes items.
  public enum State {
    /// It did when last asked to.
    OK,
    /// There was no room when last asked to.
    FULL,
    /// It failed when last asked to.
    BROKEN;

    static State of(StoreException e) {
      return switch (e) {
        case StoreException.Full _ -> FULL;
        case StoreException.Locked _, StoreException.Damaged _, StoreException.Broken _ -> BROKEN;
      };
    }
  }
}
