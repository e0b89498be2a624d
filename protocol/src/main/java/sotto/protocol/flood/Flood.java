package sotto.protocol.flood;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.flood.FloodEffect.Acknowledge;
import sotto.protocol.flood.FloodEffect.Decline;
import sotto.protocol.flood.FloodEffect.Deliver;
import sotto.protocol.flood.FloodEffect.Disconnect;
import sotto.protocol.flood.FloodEffect.Refuse;
import sotto.protocol.flood.FloodEffect.Send;
import sotto.protocol.flood.FloodEffect.SendKept;
import sotto.protocol.flood.FloodEvent.Offered;
import sotto.protocol.flood.FloodEvent.PeerDown;
import sotto.protocol.flood.FloodEvent.PeerUp;
import sotto.protocol.flood.FloodEvent.Published;
import sotto.protocol.flood.FloodEvent.Received;
import sotto.protocol.flood.FloodEvent.Restored;
import sotto.protocol.flood.FloodEvent.Unkept;
import sotto.protocol.flood.FloodEvent.Wanted;
import sotto.protocol.machine.Machine;
import sotto.protocol.store.Kept;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Want;

/// Spreads items: each one goes to everybody, is kept until its time is over, and disappears.
///
/// - **New items are pushed**: to every peer but the one it came from and those that offered it.
/// - **Whoever comes late catches up**: when a session begins, each side tells the other what it
///   has, page by page, and asks for what it lacks. What was found in this way is told to the other
///   peers with the next page instead of being pushed, for most of them have it.
/// - **Everything ends**: at `createdAt` plus `ttl` an item is forgotten, on every node at the same
///   moment by its own clock, and never comes back.
///
/// A machine keeps an index and never a body. How much it keeps is bounded by its [Quota], what it
/// knows of each neighbour by one page in each direction, and the number of neighbours by whoever
/// decides about sessions.
///
/// Which publisher is the origin of an item is visible to its direct peers for now: our own items
/// go out like those of others, but first.
///
/// Confined to the loop.
public final class Flood implements Machine<FloodEvent, FloodEffect> {

  private final Shelf shelf;
  private final Map<PeerId, Neighbour> neighbours = new LinkedHashMap<>();
  private final Search search = new Search(neighbours);

  /// Makes one that keeps nothing yet.
  ///
  /// @param quota how much to keep
  public Flood(Quota quota) {
    this.shelf = new Shelf(quota);
  }

  /// Returns how many items are kept.
  ///
  /// @return the number
  public int items() {
    return shelf.index().items();
  }

  /// Returns how much room they take.
  ///
  /// @return the bytes of all payloads and signatures
  public long bytes() {
    return shelf.index().bytes();
  }

  @Override
  public List<FloodEffect> on(FloodEvent event, Instant now) {
    var due = wake(now);
    var effects =
        switch (event) {
          case Received(var from, var item) -> received(from, item, now);
          case Published(var item, var ticket) -> published(item, ticket, now);
          case Offered(var from, var have) -> offered(from, have);
          case Wanted(var from, var want) -> wanted(from, want, now);
          case PeerUp(var peer) -> peerUp(peer, now);
          case PeerDown(var peer) -> peerDown(peer);
          case Restored(var rows) -> restored(rows);
          case Unkept(var ids) -> unkept(ids);
        };
    return joined(due, effects, search.wants(now));
  }

  @Override
  public List<FloodEffect> wake(Instant now) {
    if (wakeAt().isAfter(now)) {
      return List.of();
    }
    var effects = new ArrayList<>(shelf.sweep(now));
    search.overdue(now);
    effects.addAll(search.wants(now));
    return effects;
  }

  @Override
  public Instant wakeAt() {
    var expiry = shelf.index().firstExpiry();
    var overdue = search.overdueAt();
    return expiry.isBefore(overdue) ? expiry : overdue;
  }

  private List<FloodEffect> received(PeerId from, Item item, Instant now) {
    if (shelf.index().contains(item.id())) {
      return List.of();
    }
    var found = search.found(from, item.id(), now);
    var refusal = shelf.refusal(item, now);
    if (refusal.isPresent()) {
      return List.of(new Decline(from, item.id(), refusal.get()));
    }
    var effects = new ArrayList<>(shelf.keep(item));
    effects.add(new Deliver(item));
    var data = new Data(item);
    for (var neighbour : neighbours.values()) {
      if (neighbour.peer.equals(from) || found.sources().contains(neighbour.peer)) {
        continue;
      }
      if (found.wasAsked()) {
        neighbour.tell(item.id());
        nextPage(neighbour, now, effects);
      } else {
        effects.add(new Send(neighbour.peer, data));
      }
    }
    return effects;
  }

  private List<FloodEffect> published(Item item, Ticket ticket, Instant now) {
    if (shelf.index().contains(item.id())) {
      return List.of(new Acknowledge(ticket, neighbours.size()));
    }
    var refusal = shelf.refusal(item, now);
    if (refusal.isPresent()) {
      return List.of(new Refuse(ticket, refusal.get()));
    }
    var effects = new ArrayList<>(shelf.keep(item));
    effects.add(new Acknowledge(ticket, neighbours.size()));
    effects.add(new Deliver(item));
    var data = new Data(item);
    neighbours.keySet().forEach(peer -> effects.add(new Send(peer, data)));
    return effects;
  }

  private List<FloodEffect> offered(PeerId from, Have have) {
    var neighbour = neighbours.get(from);
    if (neighbour == null) {
      return List.of();
    }
    if (!neighbour.received(have.page())) {
      return offence(from, Offence.PAGE_OUT_OF_TURN);
    }
    for (var id : have.ids()) {
      if (shelf.wants(id)) {
        search.offered(neighbour, id);
      }
    }
    search.touch(neighbour);
    return List.of();
  }

  private List<FloodEffect> wanted(PeerId from, Want want, Instant now) {
    var neighbour = neighbours.get(from);
    if (neighbour == null) {
      return List.of();
    }
    if (want.page() != Want.NO_PAGE && !neighbour.answered(want.page())) {
      return offence(from, Offence.ANSWER_OUT_OF_TURN);
    }
    var effects = new ArrayList<FloodEffect>();
    // The page goes first: its answer can be on its way here while the items are on theirs.
    nextPage(neighbour, now, effects);
    for (var id : want.ids()) {
      if (shelf.index().offers(id, now)) {
        effects.add(new SendKept(from, id));
      }
    }
    return effects;
  }

  private List<FloodEffect> peerUp(PeerId peer, Instant now) {
    var effects = new ArrayList<>(peerDown(peer));
    var neighbour = new Neighbour(peer);
    neighbours.put(peer, neighbour);
    nextPage(neighbour, now, effects);
    return effects;
  }

  private List<FloodEffect> peerDown(PeerId peer) {
    var neighbour = neighbours.remove(peer);
    if (neighbour != null) {
      search.gone(neighbour);
    }
    return List.of();
  }

  private List<FloodEffect> offence(PeerId peer, Offence offence) {
    peerDown(peer);
    return List.of(new Disconnect(peer, offence));
  }

  private List<FloodEffect> restored(List<Kept> rows) {
    if (!neighbours.isEmpty()) {
      throw new IllegalStateException("what was kept comes before any peer");
    }
    shelf.restore(rows);
    return List.of();
  }

  private List<FloodEffect> unkept(List<ItemId> ids) {
    shelf.drop(ids);
    return List.of();
  }

  private void nextPage(Neighbour neighbour, Instant now, List<FloodEffect> effects) {
    neighbour
        .nextPage(shelf.index(), now)
        .ifPresent(page -> effects.add(new Send(neighbour.peer, page)));
  }

  private static List<FloodEffect> joined(
      List<FloodEffect> first, List<FloodEffect> second, List<FloodEffect> third) {
    if (first.isEmpty() && third.isEmpty()) {
      return second;
    }
    var all = new ArrayList<>(first);
    all.addAll(second);
    all.addAll(third);
    return all;
  }
}
