package sotto.protocol.node;

import java.time.InstantSource;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.flood.Seen;
import sotto.protocol.node.NodeEvent.Brought;
import sotto.protocol.node.NodeEvent.Offended;
import sotto.protocol.node.NodeEvent.Said;
import sotto.protocol.node.Outbox.Parcel.Ready;
import sotto.protocol.session.SessionException;
import sotto.protocol.wire.Codec;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.Malformed;
import sotto.protocol.wire.Message;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Goodbye;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Hello;
import sotto.protocol.wire.Message.Ping;
import sotto.protocol.wire.Message.Pong;
import sotto.protocol.wire.Message.Unknown;
import sotto.protocol.wire.Message.Want;

/// Reads one session to its end: decodes, throws out what we have, checks signatures, and gives the
/// rest to the loop. While the loop is busy it waits, and then the peer has to.
///
/// Confined to the session's reader thread.
final class Reader {

  private final LiveSession live;
  private final Inbox inbox;
  private final Seen seen;
  private final Counters counters;
  private final InstantSource clock;
  private final Allowance useless = new Allowance(System.nanoTime());

  Reader(LiveSession live, Rim rim) {
    this.live = live;
    this.inbox = rim.inbox();
    this.seen = rim.seen();
    this.counters = rim.counters();
    this.clock = rim.clock();
  }

  /// Reads until the session ends, for whatever reason; what there is to blame is counted.
  void run() throws InterruptedException {
    try {
      while (true) {
        var messages = live.session().receive();
        if (messages.isEmpty()) {
          return;
        }
        for (var message : messages) {
          if (!take(message)) {
            return;
          }
        }
      }
    } catch (SessionException e) {
      var cause = Cause.ofSession(e.rejection());
      if (cause.isPresent()) {
        ended(cause.get());
      }
    }
  }

  /// Takes in one message, and tells whether to go on.
  private boolean take(Bytes bytes) throws InterruptedException {
    live.heard(bytes.size());
    try {
      return take(Codec.decode(bytes));
    } catch (Malformed e) {
      return offence(Cause.of(e.reason()));
    }
  }

  private boolean take(Message message) throws InterruptedException {
    return switch (message) {
      case Data(var item) -> take(item);
      case Ping(var nonce) -> useless() && live.send(new Ready(Codec.encode(new Pong(nonce))));
      case Pong(var nonce) -> {
        live.answered(nonce);
        yield useless();
      }
      case Hello _, Have _, Want _, Goodbye _ -> inbox.post(new Said(live.name(), message));
      case Unknown _ -> useless();
    };
  }

  private boolean take(Item item) throws InterruptedException {
    if (seen.contains(item.id())) {
      live.duplicate();
      return useless();
    }
    var now = clock.instant();
    if (item.isExpired(now) || item.isFromTheFuture(now)) {
      // No offence: clocks differ, and it may have been on its way for long.
      counters.refused(Cause.ITEM_UNTIMELY);
      return useless();
    }
    if (!item.verify()) {
      return offence(Cause.SIGNATURE_WRONG);
    }
    seen.add(item.id());
    return inbox.post(new Brought(live.name(), item));
  }

  private boolean useless() throws InterruptedException {
    return useless.take(System.nanoTime()) || offence(Cause.PEER_QUOTA);
  }

  private void ended(Cause cause) throws InterruptedException {
    if (cause == Cause.LINK_BROKEN) {
      // The backend's doing, for which no peer can be blamed.
      live.refuse(cause);
    } else {
      offence(cause);
    }
  }

  private boolean offence(Cause cause) throws InterruptedException {
    live.refuse(cause);
    inbox.post(new Offended(live.name()));
    return false;
  }
}
