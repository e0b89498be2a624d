package sotto.protocol.flood;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sotto.protocol.flood.FloodEffect.Forget;
import sotto.protocol.flood.FloodEffect.Keep;
import sotto.protocol.store.Kept;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;

/// Decides what is kept and for how long: takes items in, turns them away, and lets them go.
final class Shelf {

  /// How many items that found no room are remembered, so that they are not asked for again and
  /// again.
  static final int DECLINED_MAX = 65_536;

  /// How many items expire at once at most, so that a store with many does not hold up the loop.
  static final int EXPIRING_MAX = 1_000;

  /// How far the clock may go back without expired items being accepted again. If it goes back
  /// further, it was wrong before.
  static final Duration CLOCK_BACK_MAX = Duration.ofHours(2);

  private final Index index;
  private final Set<ItemId> declined = new LinkedHashSet<>();
  private Instant swept = Instant.EPOCH;

  Shelf(Quota quota) {
    index = new Index(quota);
  }

  Index index() {
    return index;
  }

  /// Tells whether an item is worth asking for.
  boolean wants(ItemId id) {
    return !index.contains(id) && !declined.contains(id);
  }

  /// Returns why an item must not be kept, or nothing if it may.
  Optional<Refusal> refusal(Item item, Instant now) {
    if (item.isExpired(notBeforeSwept(now))) {
      return Optional.of(Refusal.EXPIRED);
    }
    if (item.isFromTheFuture(now)) {
      return Optional.of(Refusal.FROM_THE_FUTURE);
    }
    var kept = Kept.of(item);
    if (index.exceedsShare(kept)) {
      decline(item.id());
      return Optional.of(Refusal.SHARE_USED);
    }
    if (index.victimsOf(kept).isEmpty()) {
      decline(item.id());
      return Optional.of(Refusal.NO_ROOM);
    }
    return Optional.empty();
  }

  /// Keeps an item that was not refused, in place of others if need be.
  List<FloodEffect> keep(Item item) {
    var effects = new ArrayList<FloodEffect>();
    var kept = Kept.of(item);
    for (var victim : index.victimsOf(kept).orElseThrow()) {
      index.remove(victim.id());
      decline(victim.id());
      effects.add(new Forget(victim.id()));
    }
    index.add(kept);
    declined.remove(kept.id());
    effects.add(new Keep(item));
    return effects;
  }

  /// Takes in what was kept before.
  void restore(List<Kept> rows) {
    rows.forEach(index::add);
  }

  /// Lets go of what could not be kept after all.
  void drop(List<ItemId> ids) {
    for (var id : ids) {
      index.remove(id);
      decline(id);
    }
  }

  /// Lets go of what has expired.
  List<FloodEffect> sweep(Instant now) {
    var effects = new ArrayList<FloodEffect>();
    for (var id : index.expired(now, EXPIRING_MAX)) {
      index.remove(id);
      effects.add(new Forget(id));
      swept = now.isAfter(swept) ? now : swept;
    }
    if (index.hasRoom()) {
      declined.clear();
    }
    return effects;
  }

  /// Returns the time by which items expire, which does not go back with the clock.
  private Instant notBeforeSwept(Instant now) {
    if (now.plus(CLOCK_BACK_MAX).isBefore(swept)) {
      swept = now;
    }
    return now.isBefore(swept) ? swept : now;
  }

  private void decline(ItemId id) {
    declined.add(id);
    if (declined.size() > DECLINED_MAX) {
      declined.remove(declined.iterator().next());
    }
  }
}
