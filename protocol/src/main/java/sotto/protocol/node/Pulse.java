package sotto.protocol.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.node.Outbox.Parcel.Ready;
import sotto.protocol.wire.Codec;
import sotto.protocol.wire.Message.Ping;

/// Keeps sessions alive, and finds out those that are not: asks peers that have been silent for a
/// while, at moments chosen by lot, and drops those that stay silent or take nothing.
///
/// Confined to its thread.
final class Pulse {

  /// How often it looks: a fraction of the shortest time it has to keep.
  static final Duration TICK = Duration.ofSeconds(1);

  private final Rim rim;
  private final Sessions sessions;
  private final Map<Bytes, Duration> patience = new HashMap<>();

  Pulse(Rim rim, Sessions sessions) {
    this.rim = rim;
    this.sessions = sessions;
  }

  /// Looks after the sessions until the node closes.
  void run(CountDownLatch closed) throws InterruptedException {
    while (!closed.await(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
      var all = sessions.all();
      all.forEach(this::look);
      patience.keySet().retainAll(all.stream().map(LiveSession::name).toList());
    }
  }

  private void look(LiveSession session) {
    var pace = session.pace();
    if (session.stuck().compareTo(pace.write()) > 0) {
      session.refuse(Cause.OUTBOX_FULL);
      session.drop();
    } else if (session.silence().compareTo(pace.silence()) > 0) {
      session.refuse(Cause.PEER_SILENT);
      session.drop();
    } else if (session.quiet().compareTo(waitBeforeAsking(session)) > 0) {
      patience.remove(session.name());
      var nonce = rim.random().nextLong();
      session.asked(nonce);
      session.send(new Ready(Codec.encode(new Ping(nonce))));
    }
  }

  /// Half to whole of the network's pace, another each time, and at once for a new session.
  private Duration waitBeforeAsking(LiveSession session) {
    if (session.wasNeverAsked()) {
      return Duration.ZERO;
    }
    var most = session.pace().ping().toNanos();
    return patience.computeIfAbsent(
        session.name(), _ -> Duration.ofNanos(rim.random().nextLong(most / 2, most)));
  }
}
