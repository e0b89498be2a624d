package sotto.protocol.flood;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.store.Kept;
import sotto.protocol.wire.ItemId;

/// What is kept, without the bodies, within a [Quota].
///
/// When there is no room, what expires first goes first, but only in favour of what lives longer.
/// No owner gets more than a share, so that one of them cannot push out everybody else.
final class Index {

  /// An owner may have one part in so many of the items and of the bytes: enough for the only
  /// publisher among a few, too little to fill a store alone.
  static final int OWNER_SHARE = 4;

  private static final Comparator<Kept> EXPIRY_FIRST =
      Comparator.comparing(Kept::expiresAt).thenComparing(Kept::id);

  private final Quota quota;
  private final Map<ItemId, Kept> byId = new HashMap<>();
  private final TreeSet<Kept> byExpiry = new TreeSet<>(EXPIRY_FIRST);
  private final Map<PeerId, Use> byOwner = new HashMap<>();
  private Instant firstExpiry = Instant.MAX;
  private long bytes;

  Index(Quota quota) {
    this.quota = quota;
  }

  boolean contains(ItemId id) {
    return byId.containsKey(id);
  }

  /// Tells whether an item is there and has time left.
  boolean offers(ItemId id, Instant now) {
    var kept = byId.get(id);
    return kept != null && kept.expiresAt().isAfter(now);
  }

  int items() {
    return byId.size();
  }

  long bytes() {
    return bytes;
  }

  /// Returns when the next item expires.
  Instant firstExpiry() {
    return firstExpiry;
  }

  /// Tells whether an eighth of the quota or more is free, of items and of bytes.
  boolean hasRoom() {
    return items() <= quota.items() - quota.items() / 8L
        && bytes <= quota.bytes() - quota.bytes() / 8;
  }

  /// Tells whether an owner has no room left for an item in its share.
  boolean exceedsShare(Kept kept) {
    var use = byOwner.getOrDefault(kept.owner(), Use.NONE);
    return use.items() >= Math.max(1, quota.items() / OWNER_SHARE)
        || use.bytes() + kept.size() > quota.bytes() / OWNER_SHARE;
  }

  /// Returns what would have to go for an item, or nothing if it must not come.
  Optional<List<Kept>> victimsOf(Kept kept) {
    var victims = new ArrayList<Kept>();
    var itemsAfter = items() + 1L;
    var bytesAfter = bytes + kept.size();
    var candidates = byExpiry.iterator();
    while (itemsAfter > quota.items() || bytesAfter > quota.bytes()) {
      if (!candidates.hasNext()) {
        return Optional.empty();
      }
      var victim = candidates.next();
      if (EXPIRY_FIRST.compare(victim, kept) > 0) {
        return Optional.empty();
      }
      victims.add(victim);
      itemsAfter--;
      bytesAfter -= victim.size();
    }
    return Optional.of(victims);
  }

  void add(Kept kept) {
    if (byId.putIfAbsent(kept.id(), kept) == null) {
      byExpiry.add(kept);
      byOwner.merge(kept.owner(), new Use(1, kept.size()), Use::plus);
      bytes += kept.size();
      firstExpiry = byExpiry.first().expiresAt();
    }
  }

  void remove(ItemId id) {
    var kept = byId.remove(id);
    if (kept != null) {
      byExpiry.remove(kept);
      byOwner.compute(
          kept.owner(), (_, use) -> use == null || use.items() == 1 ? null : use.minus(kept));
      bytes -= kept.size();
      firstExpiry = byExpiry.isEmpty() ? Instant.MAX : byExpiry.first().expiresAt();
    }
  }

  /// Returns what has expired, the first ones first.
  List<ItemId> expired(Instant now, int max) {
    var expired = new ArrayList<ItemId>();
    for (var kept : byExpiry) {
      if (kept.expiresAt().isAfter(now) || expired.size() == max) {
        break;
      }
      expired.add(kept.id());
    }
    return expired;
  }

  /// Returns everything in the order of expiry.
  SortedSet<Kept> all() {
    return byExpiry;
  }

  /// Returns what comes after an item in the order of expiry, whether or not the item is there.
  SortedSet<Kept> after(Kept place) {
    return byExpiry.tailSet(place, false);
  }

  /// How much is kept of one owner.
  private record Use(int items, long bytes) {

    static final Use NONE = new Use(0, 0);

    Use plus(Use other) {
      return new Use(items + other.items, bytes + other.bytes);
    }

    Use minus(Kept kept) {
      return new Use(items - 1, bytes - kept.size());
    }
  }
}
