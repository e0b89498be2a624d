package sotto.protocol.node;

import java.util.List;
import sotto.protocol.node.LiveSession.Way;
import sotto.protocol.node.NodeEvent.Accepted;
import sotto.protocol.node.NodeEvent.NetworkReady;
import sotto.protocol.session.Session;
import sotto.protocol.session.SessionException;
import sotto.spi.Address;
import sotto.spi.Link;

/// Turns the links that arrive on one network into sessions, a bounded number at a time.
///
/// Safe for use by any number of threads.
final class Doorway implements Carrier.Arrivals {

  private final Rim rim;
  private final Carrier carrier;
  private final Handshakes handshakes;
  private final Sessions sessions;
  private final Pace pace;

  Doorway(Rim rim, Carrier carrier, Handshakes handshakes, Sessions sessions) {
    this.rim = rim;
    this.carrier = carrier;
    this.handshakes = handshakes;
    this.sessions = sessions;
    this.pace = carrier.pace();
  }

  @Override
  public void arrived(Link link, Address own) {
    if (!sessions.hasRoom()) {
      rim.counters().refused(Cause.SESSIONS_FULL);
      link.abort();
      return;
    }
    var place = handshakes.enter(link);
    rim.threads().start("handshake", () -> greet(link, own, place));
  }

  @Override
  public void ready() throws InterruptedException {
    rim.inbox().post(new NetworkReady(carrier.scheme()));
  }

  private void greet(Link link, Address own, Handshakes.Place place) throws InterruptedException {
    try {
      var session = Session.accept(link, rim.identity(), own, rim.random(), pace.handshake());
      if (!handshakes.leave(place)) {
        // It was aborted for another, and counted, at the very last moment.
        session.close();
        return;
      }
      var way = new Way(carrier, List.of(), rim.clock().instant());
      sessions.add(session, way, new Accepted(session.peer(), session.channelBinding()));
    } catch (SessionException e) {
      if (handshakes.leave(place)) {
        Cause.ofHandshake(e.rejection()).ifPresent(rim.counters()::refused);
      }
    }
  }
}
