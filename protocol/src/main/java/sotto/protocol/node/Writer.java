package sotto.protocol.node;

import java.util.ArrayList;
import java.util.List;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.node.Outbox.Parcel.Kept;
import sotto.protocol.node.Outbox.Parcel.Ready;
import sotto.protocol.session.Rejection;
import sotto.protocol.session.SessionException;
import sotto.protocol.wire.Codec;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message.Data;

/// Writes what gathers in one session's outbox, all of it at once, until nothing more will come.
///
/// Items that are sent from the store are loaded here, when it is their turn.
///
/// Confined to the session's writer thread.
final class Writer {

  /// How many bytes of messages are handed to the session at once, at which it is worth a write of
  /// its own: a quarter of an outbox, so that loading from the store takes little memory.
  static final int BATCH_BYTES = 256 * 1024;

  private final LiveSession live;
  private final Holdings holdings;
  private final List<Bytes> batch = new ArrayList<>();
  private long bytes;

  Writer(LiveSession live, Holdings holdings) {
    this.live = live;
    this.holdings = holdings;
  }

  /// Writes until the outbox is finished or the session is over.
  void run() throws InterruptedException {
    try {
      while (true) {
        var parcels = live.outbox().take();
        if (parcels.isEmpty()) {
          return;
        }
        for (var parcel : parcels) {
          switch (parcel) {
            case Ready(var message) -> add(message);
            case Kept(var item) -> load(item);
          }
          if (bytes >= BATCH_BYTES) {
            flush();
          }
        }
        flush();
      }
    } catch (SessionException e) {
      // The reader learns of the same end, and blames whom it must; not so of a backend that broke
      // in our hands.
      if (e.rejection() == Rejection.LINK_BROKEN) {
        live.refuse(Cause.LINK_BROKEN);
      }
      live.outbox().discard();
    }
  }

  private void load(ItemId id) {
    holdings.item(id).ifPresent(item -> add(Codec.encode(new Data(item))));
  }

  private void add(Bytes message) {
    batch.add(message);
    bytes += message.size();
  }

  private void flush() throws SessionException {
    if (!batch.isEmpty()) {
      live.writing();
      live.session().send(List.copyOf(batch));
      live.written(batch.size(), bytes);
      batch.clear();
      bytes = 0;
    }
  }
}
