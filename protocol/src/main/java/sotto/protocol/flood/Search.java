package sotto.protocol.flood;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Limits;
import sotto.protocol.wire.Message.Want;

/// What peers offered that we have not, and whom we ask for it.
///
/// Each item is asked of one peer at a time. Peers answer in the order of asking, so when something
/// comes, whatever was asked before it and did not come is not there any more; that, what a peer
/// leaves behind when it goes, and what nobody sent for [#ASK_WAIT] is asked of another peer that
/// offered it.
///
/// The number of items searched for is bounded by the neighbours: each brings at most one page of
/// [Limits#IDS_MAX] before the last one is asked for, and has at most [#ASKED_MAX] outstanding.
final class Search {

  /// How many items are asked of one peer at most before one of them comes. One page: enough to
  /// keep a link of 200 kB/s and a round trip of two seconds busy with items of 1 kB.
  static final int ASKED_MAX = Limits.IDS_MAX;

  /// How long a peer of which something was asked may send nothing of it. An anonymity network can
  /// be silent for most of a minute and then go on.
  static final Duration ASK_WAIT = Duration.ofSeconds(60);

  private final Map<PeerId, Neighbour> neighbours;
  private final Map<ItemId, Missing> missing = new LinkedHashMap<>();
  private final Set<Neighbour> ready = new LinkedHashSet<>();
  private Instant overdueAt = Instant.MAX;

  Search(Map<PeerId, Neighbour> neighbours) {
    this.neighbours = neighbours;
  }

  /// One item that we look for.
  private static final class Missing {
    final List<Neighbour> sources = new ArrayList<>();
    Neighbour holder;

    Missing(Neighbour first) {
      holder = first;
    }

    boolean isAsked(ItemId id) {
      return holder.asked.contains(id);
    }
  }

  /// Takes note that a peer offers an item that we have not.
  void offered(Neighbour by, ItemId id) {
    var item = missing.computeIfAbsent(id, _ -> new Missing(by));
    if (item.sources.contains(by)) {
      return;
    }
    item.sources.add(by);
    var mayTakeOver = !item.isAsked(id) && by.asked.size() < ASKED_MAX / 2;
    if (item.sources.size() == 1 || mayTakeOver) {
      item.holder = by;
      by.unasked.add(id);
    }
  }

  /// Wants a peer to be asked for more, or answered, with the next [#wants].
  void touch(Neighbour neighbour) {
    ready.add(neighbour);
  }

  /// Takes note that an item came.
  ///
  /// @return whether whoever brought it had been asked for it, and who else has it
  Found found(PeerId from, ItemId id, Instant now) {
    var bringer = neighbours.get(from);
    var wasAsked = false;
    if (bringer != null && bringer.asked.contains(id)) {
      wasAsked = true;
      giveUpBefore(bringer, id);
      bringer.patience = now.plus(ASK_WAIT);
    }
    var item = missing.remove(id);
    if (item == null) {
      return new Found(false, Set.of());
    }
    if (item.holder.asked.remove(id)) {
      touch(item.holder);
    }
    var sources = new LinkedHashSet<PeerId>();
    item.sources.forEach(source -> sources.add(source.peer));
    return new Found(wasAsked, sources);
  }

  private void giveUpBefore(Neighbour bringer, ItemId id) {
    var skipped = new ArrayList<ItemId>();
    for (var earlier : bringer.asked) {
      if (earlier.equals(id)) {
        break;
      }
      skipped.add(earlier);
    }
    skipped.forEach(earlier -> giveUp(bringer, earlier));
  }

  /// Takes note that a peer is gone.
  void gone(Neighbour neighbour) {
    ready.remove(neighbour);
    List.copyOf(missing.keySet()).forEach(id -> giveUp(neighbour, id));
  }

  /// Gives up on every peer that was asked and has been silent for too long.
  void overdue(Instant now) {
    if (now.isBefore(overdueAt)) {
      return;
    }
    for (var neighbour : neighbours.values()) {
      if (!neighbour.asked.isEmpty() && !now.isBefore(neighbour.patience)) {
        List.copyOf(neighbour.asked).forEach(id -> giveUp(neighbour, id));
        touch(neighbour);
      }
    }
    overdueAt =
        neighbours.values().stream()
            .filter(neighbour -> !neighbour.asked.isEmpty())
            .map(neighbour -> neighbour.patience)
            .min(Comparator.naturalOrder())
            .orElse(Instant.MAX);
  }

  /// Returns when [#overdue] should next be called.
  Instant overdueAt() {
    return overdueAt;
  }

  /// Looks for an item elsewhere than at this peer, or nowhere if nobody else offered it.
  private void giveUp(Neighbour neighbour, ItemId id) {
    neighbour.asked.remove(id);
    var item = missing.get(id);
    if (item == null || !item.sources.remove(neighbour)) {
      return;
    }
    if (item.sources.isEmpty()) {
      missing.remove(id);
    } else if (item.holder.equals(neighbour)) {
      var idlest =
          item.sources.stream()
              .min(Comparator.comparingInt(source -> source.asked.size() + source.unasked.size()));
      item.holder = idlest.orElseThrow();
      item.holder.unasked.add(id);
      touch(item.holder);
    }
  }

  /// Returns what to ask now of those peers for which something has changed.
  List<FloodEffect> wants(Instant now) {
    if (ready.isEmpty()) {
      return List.of();
    }
    var wants = new ArrayList<FloodEffect>();
    for (var neighbour : ready) {
      wantOf(neighbour, now)
          .ifPresent(want -> wants.add(new FloodEffect.Send(neighbour.peer, want)));
    }
    ready.clear();
    return wants;
  }

  private Optional<Want> wantOf(Neighbour neighbour, Instant now) {
    var room = ASKED_MAX - neighbour.asked.size();
    // Asking for few at a time would cost a frame each: wait until half of the last ones have come.
    if (room < ASKED_MAX / 2 && neighbour.unasked.size() > room) {
      return Optional.empty();
    }
    if (neighbour.asked.isEmpty()) {
      neighbour.patience = now.plus(ASK_WAIT);
    }
    var ids = new ArrayList<ItemId>();
    while (!neighbour.unasked.isEmpty() && ids.size() < room) {
      var id = neighbour.unasked.remove();
      if (isHeldBy(neighbour, id) && neighbour.asked.add(id)) {
        ids.add(id);
      }
    }
    if (neighbour.patience.isBefore(overdueAt) && !neighbour.asked.isEmpty()) {
      overdueAt = neighbour.patience;
    }
    if (neighbour.owesAnswer() && neighbour.unasked.isEmpty()) {
      return Optional.of(new Want(neighbour.answer(), ids));
    }
    return ids.isEmpty() ? Optional.empty() : Optional.of(new Want(Want.NO_PAGE, ids));
  }

  private boolean isHeldBy(Neighbour neighbour, ItemId id) {
    var item = missing.get(id);
    return item != null && item.holder.equals(neighbour);
  }

  /// How an item came.
  ///
  /// @param wasAsked whether whoever brought it had been asked for it
  /// @param sources who offered it, and so needs not be told
  record Found(boolean wasAsked, Set<PeerId> sources) {}
}
