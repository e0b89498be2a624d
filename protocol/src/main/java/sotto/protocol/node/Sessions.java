package sotto.protocol.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.node.LiveSession.Way;
import sotto.protocol.node.NodeEvent.Ended;
import sotto.protocol.node.Outbox.Parcel;
import sotto.protocol.node.Outbox.Parcel.Ready;
import sotto.protocol.session.Session;
import sotto.protocol.wire.Codec;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message.Goodbye;

/// The sessions there are, each with a thread that reads and one that writes.
///
/// Nothing here waits for a peer: what is sent goes into an outbox, and a peer that does not take
/// it is dropped.
///
/// Safe for use by any number of threads.
public final class Sessions {

  /// How many sessions there may be beyond those that are wanted, for as long as it takes the loop
  /// to choose which of them to close.
  static final int UNDECIDED_MAX = 16;

  private final Rim rim;
  private final int most;
  private final Map<Bytes, LiveSession> live = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// Returns no sessions yet.
  ///
  /// @param rim what the node's parts share
  /// @param wanted how many sessions are wanted at most
  Sessions(Rim rim, int wanted) {
    this.rim = rim;
    this.most = wanted + UNDECIDED_MAX;
  }

  /// Returns the sessions, the oldest first.
  public List<LiveSession> list() {
    return live.values().stream()
        .sorted(Comparator.comparing(session -> session.way().since()))
        .toList();
  }

  /// Returns how many there are.
  public int size() {
    return live.size();
  }

  /// Tells whether one more could be taken in.
  boolean hasRoom() {
    return live.size() < most && !closed;
  }

  /// Takes in a session, if there is room.
  ///
  /// @param up tells the loop of it
  /// @return whether it was taken in; otherwise it was counted and closed
  boolean add(Session session, Way way, NodeEvent up) throws InterruptedException {
    var added = new LiveSession(session, way, rim.counters());
    if (!hasRoom()) {
      added.refuse(Cause.SESSIONS_FULL);
      added.drop();
      return false;
    }
    live.put(added.name(), added);
    if (!rim.inbox().post(up)) {
      live.remove(added.name());
      added.drop();
      return false;
    }
    rim.threads().start("reader", () -> read(added));
    rim.threads().start("writer", () -> write(added));
    rim.board().changed();
    return true;
  }

  /// Sends a message, unless the session is gone.
  void send(Bytes session, Parcel parcel) {
    find(session).ifPresent(found -> found.send(parcel));
  }

  /// Sends an item, unless the session is gone.
  void send(Bytes session, Ready item, ItemId id) {
    find(session).ifPresent(found -> found.send(item, id));
  }

  /// Counts a rule that a peer broke.
  void blame(Bytes session, Cause cause) {
    find(session).ifPresent(found -> found.refuse(cause));
  }

  /// Says goodbye after what waits to be sent, and ends the session.
  void close(Bytes session, Goodbye.Why why) {
    find(session).ifPresent(found -> close(found, why));
  }

  /// Says goodbye to everybody and lets nobody in any more.
  void close() {
    closed = true;
    all().forEach(session -> close(session, Goodbye.Why.STOPPING));
  }

  /// Ends all sessions at once.
  void drop() {
    closed = true;
    all().forEach(LiveSession::drop);
  }

  Collection<LiveSession> all() {
    return List.copyOf(live.values());
  }

  private Optional<LiveSession> find(Bytes session) {
    return Optional.ofNullable(live.get(session));
  }

  private static void close(LiveSession session, Goodbye.Why why) {
    switch (why) {
      case DUPLICATE -> session.refuse(Cause.SESSION_DUPLICATE);
      case FULL -> session.refuse(Cause.SESSIONS_FULL);
      case UNSAID, STOPPING, OFFENCE -> session.excuse();
    }
    session.outbox().offer(new Ready(Codec.encode(new Goodbye(why))));
    session.outbox().finish();
  }

  private void read(LiveSession session) throws InterruptedException {
    try {
      new Reader(session, rim).run();
    } finally {
      session.drop();
      live.remove(session.name());
      rim.board().changed();
    }
    rim.inbox().post(new Ended(session.name()));
  }

  private void write(LiveSession session) throws InterruptedException {
    try {
      new Writer(session, rim.holdings()).run();
    } finally {
      // No excuse for a peer whose offence the reader has found at this moment, but not counted.
      session.end();
    }
  }
}
