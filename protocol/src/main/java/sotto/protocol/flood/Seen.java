package sotto.protocol.flood;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sotto.protocol.wire.ItemId;

/// Which items came by lately: the cheap question that readers ask before they check a signature.
///
/// A reader that has decoded an item drops it if [#contains] says so; otherwise it verifies the
/// signature and only then calls [#add]. In the other order, anybody could send a known id with a
/// bad signature first and keep the real item out. The loop calls [#remove] for
/// [FloodEffect.Forget] and [FloodEffect.Decline]. It is a filter and not the truth: two readers
/// may verify the same item at the same moment, and what it has forgotten is verified again; the
/// [Flood] knows what is really kept.
///
/// The machine itself never sees it. Safe for use by any number of threads.
public final class Seen {

  /// How many ids are remembered at most, about 150 bytes each. Half of them, the older half, is
  /// forgotten at once when the newer half is full.
  public static final int SEEN_MAX = 2 * 65_536;

  private static final int HALF = SEEN_MAX / 2;

  private volatile Set<ItemId> newer = ConcurrentHashMap.newKeySet();
  private volatile Set<ItemId> older = ConcurrentHashMap.newKeySet();

  /// Tells whether an item came by lately.
  ///
  /// @param id which item
  /// @return whether it was added, and neither removed nor forgotten since
  public boolean contains(ItemId id) {
    return newer.contains(id) || older.contains(id);
  }

  /// Remembers an item whose signature holds.
  ///
  /// @param id which item
  /// @return whether it was not there yet; of two readers that add the same, one is told `true`
  ///   (both may be if the halves change places at that moment)
  public boolean add(ItemId id) {
    if (older.contains(id) || !newer.add(id)) {
      return false;
    }
    if (newer.size() > HALF) {
      turn();
    }
    return true;
  }

  /// Forgets an item.
  ///
  /// @param id which item
  public void remove(ItemId id) {
    newer.remove(id);
    older.remove(id);
  }

  private synchronized void turn() {
    if (newer.size() > HALF) {
      older = newer;
      newer = ConcurrentHashMap.newKeySet();
    }
  }
}
