package sotto.protocol;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import sotto.protocol.AddressView.State;
import sotto.protocol.node.AddressBook;
import sotto.protocol.node.Carrier;
import sotto.protocol.node.Cause;
import sotto.protocol.node.Counters;
import sotto.protocol.node.Holdings;
import sotto.protocol.node.LiveSession;
import sotto.protocol.node.Tally;
import sotto.spi.Address;

/// How what is inside looks from outside, at one moment.
final class Views {

  private static final long NANOS_IN_MILLI = Duration.ofMillis(1).toNanos();

  private Views() {}

  static NetworkView of(Carrier carrier, List<LiveSession> sessions) {
    var count = sessions.stream().filter(session -> session.way().carrier() == carrier).count();
    return new NetworkView(
        carrier.scheme(), carrier.status(), carrier.listenerStatus(), (int) count);
  }

  static StoreView of(Holdings holdings, long bytesMax) {
    var state =
        switch (holdings.state()) {
          case OK -> StoreView.State.OK;
          case FULL -> StoreView.State.FULL;
          case BROKEN -> StoreView.State.BROKEN;
        };
    var count = holdings.count();
    return new StoreView(state, count.items(), count.bytes(), bytesMax);
  }

  static NodeStatus.Traffic of(Tally tally) {
    return new NodeStatus.Traffic(
        tally.messagesIn(),
        tally.messagesOut(),
        tally.bytesIn(),
        tally.bytesOut(),
        tally.duplicates());
  }

  static Map<Rejection, Long> of(Counters counters) {
    var counts = new EnumMap<Rejection, Long>(Rejection.class);
    for (var cause : Cause.values()) {
      counts.put(Rejection.valueOf(cause.name()), counters.refusals(cause));
    }
    return counts;
  }

  static PeerView of(LiveSession session) {
    var way = session.way();
    var rtt = session.rttNanos();
    return new PeerView(
        Ids.of(session.peer()),
        way.carrier().scheme(),
        way.dialled().isEmpty() ? PeerView.Direction.IN : PeerView.Direction.OUT,
        way.dialled(),
        way.since(),
        rtt.isPresent() ? rtt.getAsLong() / NANOS_IN_MILLI : -1,
        of(session.tally()));
  }

  static AddressView of(Address address, AddressBook.Page page, List<LiveSession> sessions) {
    var connected =
        sessions.stream()
            .anyMatch(
                session ->
                    session.way().dialled().contains(address)
                        || page.peers().contains(session.peer()));
    if (connected) {
      return new AddressView(address, State.CONNECTED, 0, "");
    }
    var state = page.dialling() ? State.DIALLING : State.WAITING;
    return new AddressView(address, state, page.failures(), page.detail());
  }
}
