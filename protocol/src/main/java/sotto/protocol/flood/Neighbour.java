package sotto.protocol.flood;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.store.Kept;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Limits;
import sotto.protocol.wire.Message.Have;

/// What is going on between us and one peer: which pages went which way, and what was asked for.
///
/// In either direction at most one page is unanswered, so however much there is to tell, at most
/// [Limits#IDS_MAX] ids are under way.
final class Neighbour {

  /// How many single ids wait to be told at most. When there are more, the whole index is listed
  /// anew, which needs no list.
  static final int TELL_MAX = 4_096;

  final PeerId peer;

  /// What we shall ask this peer for, once less is outstanding. May hold ids that were found or
  /// given to somebody else meanwhile.
  final ArrayDeque<ItemId> unasked = new ArrayDeque<>();

  /// What we asked this peer for, in the order of asking, which is the order of answering.
  final LinkedHashSet<ItemId> asked = new LinkedHashSet<>();

  /// When we stop waiting for what was asked, unless something of it comes.
  Instant patience = Instant.MAX;

  private final LinkedHashSet<ItemId> untold = new LinkedHashSet<>();
  private @Nullable Kept listedUpTo;
  private boolean listed;
  private int pageSent;
  private boolean pageSentOpen;
  private int pageReceived;
  private boolean pageReceivedOpen;

  Neighbour(PeerId peer) {
    this.peer = peer;
  }

  /// Wants an item to be told with one of the next pages.
  void tell(ItemId id) {
    untold.add(id);
    if (untold.size() > TELL_MAX) {
      untold.clear();
      listedUpTo = null;
      listed = false;
    }
  }

  /// Returns the next page, if there is something to tell and the last page was answered.
  Optional<Have> nextPage(Index index, Instant now) {
    if (pageSentOpen) {
      return Optional.empty();
    }
    var ids = new ArrayList<ItemId>();
    takeUntold(ids, index, now);
    takeListed(ids, index, now);
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    pageSent++;
    pageSentOpen = true;
    return Optional.of(new Have(pageSent, ids));
  }

  private void takeUntold(List<ItemId> ids, Index index, Instant now) {
    var next = untold.iterator();
    while (next.hasNext() && ids.size() < Limits.IDS_MAX) {
      var id = next.next();
      next.remove();
      if (index.offers(id, now)) {
        ids.add(id);
      }
    }
  }

  private void takeListed(List<ItemId> ids, Index index, Instant now) {
    if (listed) {
      return;
    }
    for (var kept : listedUpTo == null ? index.all() : index.after(listedUpTo)) {
      if (ids.size() == Limits.IDS_MAX) {
        return;
      }
      listedUpTo = kept;
      if (kept.expiresAt().isAfter(now)) {
        ids.add(kept.id());
      }
    }
    listed = true;
  }

  /// Takes note of an answer, and tells whether it answers the page that waits for one.
  boolean answered(int page) {
    var fits = pageSentOpen && page == pageSent;
    if (fits) {
      pageSentOpen = false;
    }
    return fits;
  }

  /// Takes note of a page, and tells whether it was its turn.
  boolean received(int page) {
    var fits = !pageReceivedOpen && page == pageReceived + 1;
    if (fits) {
      pageReceived = page;
      pageReceivedOpen = true;
    }
    return fits;
  }

  /// Tells whether a page waits for our answer.
  boolean owesAnswer() {
    return pageReceivedOpen;
  }

  /// Answers the page, and returns which one.
  int answer() {
    pageReceivedOpen = false;
    return pageReceived;
  }
}
