package sotto.protocol.node;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.flood.Seen;
import sotto.protocol.machine.Performer;
import sotto.protocol.node.Outbox.Parcel.Kept;
import sotto.protocol.node.Outbox.Parcel.Ready;
import sotto.protocol.node.Publications.Outcome;
import sotto.protocol.store.Change;
import sotto.protocol.store.StoreException;
import sotto.protocol.wire.Codec;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message;
import sotto.protocol.wire.Message.Data;

/// Does what the [NodeMachine] asks for, in order: first everything that must be kept, in one
/// commit, and then everything that may rely on it.
///
/// When the store fails, nothing that relies on the items of that commit is done, their publishers
/// are told, and the machine forgets them.
///
/// Confined to the loop.
final class NodePerformer implements Performer<NodeEffect> {

  private final NodeMachine machine;
  private final Holdings holdings;
  private final Seen seen;
  private final Sessions sessions;
  private final Dialler dialler;
  private final Publications publications;
  private final Counters counters;
  private final Consumer<Item> delivery;
  private final InstantSource clock;
  private @Nullable Message lastMessage;
  private Bytes lastEncoded = Bytes.EMPTY;

  NodePerformer(
      NodeMachine machine,
      Sessions sessions,
      Dialler dialler,
      Publications publications,
      Consumer<Item> delivery,
      Rim rim) {
    this.machine = machine;
    this.holdings = rim.holdings();
    this.seen = rim.seen();
    this.sessions = sessions;
    this.dialler = dialler;
    this.publications = publications;
    this.counters = rim.counters();
    this.delivery = delivery;
    this.clock = rim.clock();
  }

  @Override
  public void perform(List<NodeEffect> effects) {
    var changes = changes(effects);
    var failure = changes.isEmpty() ? Optional.<StoreException>empty() : holdings.commit(changes);
    var unkept = failure.isPresent() ? kept(changes) : Set.<ItemId>of();
    // Counted first: whoever is told of an item finds it in the status.
    holdings.counted(machine.items(), machine.bytes());
    effects.forEach(effect -> perform(effect, unkept, failure));
    if (failure.isPresent()) {
      undo(changes, unkept);
    }
  }

  private void perform(NodeEffect effect, Set<ItemId> unkept, Optional<StoreException> failure) {
    switch (effect) {
      case NodeEffect.Keep(var item) -> seen.add(item.id());
      case NodeEffect.Forget(var id) -> seen.remove(id);
      case NodeEffect.Acknowledge(var ticket) ->
          publications.acknowledge(ticket, unkept, failure.orElse(null));
      case NodeEffect.Refuse(var ticket, var why) ->
          publications.answer(ticket, new Outcome.Refused(why));
      case NodeEffect.Deliver(var item) -> {
        if (!unkept.contains(item.id())) {
          delivery.accept(item);
        }
      }
      case NodeEffect.Send(var session, var message) -> send(session, message, unkept);
      case NodeEffect.SendKept(var session, var id) -> sessions.send(session, new Kept(id));
      case NodeEffect.Decline(var id, var why) -> {
        counters.refused(Cause.of(why));
        seen.remove(id);
      }
      case NodeEffect.Blame(var session, var cause) -> sessions.blame(session, cause);
      case NodeEffect.Close(var session, var why) -> sessions.close(session, why);
      case NodeEffect.Dial(var address) -> dialler.dial(address);
    }
  }

  private void send(Bytes session, Message message, Set<ItemId> unkept) {
    if (!(message instanceof Data(var item))) {
      sessions.send(session, new Ready(encoded(message)));
    } else if (!unkept.contains(item.id())) {
      sessions.send(session, new Ready(encoded(message)), item.id());
    }
  }

  /// What could not be kept is forgotten by the machine; what was to be forgotten is tried once
  /// more without it, for that may be what makes room.
  private void undo(List<Change> changes, Set<ItemId> unkept) {
    var forgets = changes.stream().filter(change -> change instanceof Change.Forget).toList();
    if (!forgets.isEmpty() && forgets.size() < changes.size()) {
      holdings.commit(forgets);
    }
    if (!unkept.isEmpty()) {
      unkept.forEach(seen::remove);
      var more = machine.on(new NodeEvent.Unkept(List.copyOf(unkept)), clock.instant());
      holdings.counted(machine.items(), machine.bytes());
      if (!more.isEmpty()) {
        perform(more);
      }
    }
  }

  /// The same message goes to many peers, one after the other, and is encoded once.
  private Bytes encoded(Message message) {
    if (!message.equals(lastMessage)) {
      lastEncoded = Codec.encode(message);
      lastMessage = message;
    }
    return lastEncoded;
  }

  private static List<Change> changes(List<NodeEffect> effects) {
    var changes = new ArrayList<Change>();
    for (var effect : effects) {
      if (effect instanceof NodeEffect.Keep(var item)) {
        changes.add(new Change.Keep(item));
      } else if (effect instanceof NodeEffect.Forget(var id)) {
        changes.add(new Change.Forget(id));
      }
    }
    return changes;
  }

  private static Set<ItemId> kept(List<Change> changes) {
    return changes.stream()
        .filter(Change.Keep.class::isInstance)
        .map(change -> ((Change.Keep) change).item().id())
        .collect(toUnmodifiableSet());
  }
}
