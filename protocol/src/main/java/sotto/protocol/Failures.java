package sotto.protocol;

import java.util.Optional;
import sotto.protocol.flood.Refusal;
import sotto.protocol.node.Publications.Outcome;
import sotto.protocol.store.StoreException;

/// What went wrong inside, in the words of the public API.
final class Failures {

  private Failures() {}

  static NodeException of(StoreException e) {
    var message = String.valueOf(e.getMessage());
    return switch (e) {
      case StoreException.Full _ -> new NodeException.StoreFull(message, e);
      case StoreException.Locked _ -> new NodeException.StoreLocked(message, e);
      case StoreException.Damaged _ -> new NodeException.StoreDamaged(message, e);
      case StoreException.Broken _ -> new NodeException.StoreBroken(message, e);
    };
  }

  static Optional<NodeException> of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Kept _ -> Optional.empty();
      case Outcome.Refused(var why) -> Optional.of(of(why));
      case Outcome.NotKept(var failure) -> Optional.of(of(failure));
      case Outcome.Stopped _ -> Optional.of(new NodeException.NodeClosed("The node was closed."));
    };
  }

  private static NodeException of(Refusal why) {
    return switch (why) {
      case NO_ROOM ->
          new NodeException.StoreFull(
              "The store is full of items that live longer. What to do: allow it more bytes, or"
                  + " wait until some expire.",
              null);
      case SHARE_USED ->
          new NodeException.LimitReached(
              "This node has published as much as one owner's share of a store allows. What to do:"
                  + " wait until some of it expires.");
      case EXPIRED, FROM_THE_FUTURE ->
          new NodeException.LimitReached(
              "The item's time was over before it was kept. What to do: give it a longer life.");
    };
  }
}
