package sotto.protocol.node;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import sotto.protocol.node.LiveSession.Way;
import sotto.protocol.node.NodeEvent.Dialled;
import sotto.protocol.node.NodeEvent.Failed;
import sotto.protocol.node.NodeEvent.Unfit;
import sotto.protocol.session.Rejection;
import sotto.protocol.session.Session;
import sotto.protocol.session.SessionException;
import sotto.spi.Address;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.Reason;

/// Dials addresses, a bounded number at a time, and makes sessions of the links.
///
/// Safe for use by any number of threads.
final class Dialler {

  /// How many dials go on at once: daemons build paths one after the other anyway.
  static final int DIALS_MAX = 16;

  private final Rim rim;
  private final Map<String, Carrier> carriers;
  private final Sessions sessions;
  private final AddressBook book;
  private final Semaphore slots = new Semaphore(DIALS_MAX);

  /// Returns a dialler.
  ///
  /// @param carriers the networks, by scheme
  Dialler(Rim rim, Map<String, Carrier> carriers, Sessions sessions, AddressBook book) {
    this.rim = rim;
    this.carriers = carriers;
    this.sessions = sessions;
    this.book = book;
  }

  /// Dials, and tells the loop how it went. Returns at once.
  void dial(Address address) {
    rim.threads()
        .start(
            "dial",
            () -> {
              slots.acquire();
              try {
                reach(address);
              } finally {
                slots.release();
              }
            });
  }

  private void reach(Address address) throws InterruptedException {
    var carrier = carriers.get(address.scheme());
    if (carrier == null) {
      failed(address, Reason.FOREIGN, "The node does not run on the network of this address.");
      return;
    }
    book.dialling(address);
    var pace = carrier.pace();
    try {
      var link = carrier.dial(address, pace.dial());
      var session = Session.dial(link, rim.identity(), address, rim.random(), pace.handshake());
      var way = new Way(carrier, List.of(address), rim.clock().instant());
      book.reached(address, session.peer());
      var up = new Dialled(address, session.peer(), session.channelBinding());
      if (!sessions.add(session, way, up)) {
        failed(address, Reason.LIMIT, "There are as many sessions as there may be.");
      }
    } catch (NetworkException e) {
      failed(address, e.reason(), Trouble.shortened(e.getMessage()));
    } catch (SessionException e) {
      failed(address, e);
    }
  }

  private void failed(Address address, SessionException e) throws InterruptedException {
    switch (e) {
      case SessionException.Refused refused -> {
        Cause.ofHandshake(refused.rejection()).ifPresent(rim.counters()::refused);
        book.failed(address, "Whoever is there did not prove to be a peer.");
        rim.inbox().post(new Unfit(address));
      }
      case SessionException.TimedOut _ ->
          failed(address, Reason.DEADLINE, "The handshake was not over in time.");
      case SessionException.Lost lost -> {
        if (lost.rejection() == Rejection.LINK_BROKEN) {
          rim.counters().refused(Cause.LINK_BROKEN);
        }
        failed(address, Reason.LINK_DIED, "The link was lost.");
      }
      case SessionException.Closed _ -> failed(address, Reason.CLOSED, "The link was closed.");
    }
  }

  private void failed(Address address, Reason reason, String detail) throws InterruptedException {
    book.failed(address, detail);
    rim.inbox().post(new Failed(address, reason));
  }
}
