package sotto.protocol.node;

import java.util.ArrayDeque;
import java.util.Deque;
import sotto.spi.Link;

/// The links that peers opened and on which they have not proved yet who they are.
///
/// There are at most [#HANDSHAKES_MAX]. One more link costs the oldest its place: an honest peer is
/// done in a few trips, so that the oldest are those that somebody lets drip.
///
/// Safe for use by any number of threads.
final class Handshakes {

  /// How many handshakes with arriving links go on at once: at ten seconds each, a thousand links
  /// that never finish cost a tenth of their number in memory, and an honest one, which takes two
  /// seconds on a slow day, loses its place only if sixty others arrive in each of them.
  static final int HANDSHAKES_MAX = 128;

  private final Counters counters;
  private final Deque<Place> places = new ArrayDeque<>();
  private boolean closed;

  Handshakes(Counters counters) {
    this.counters = counters;
  }

  /// Gives a link a place, and aborts the oldest if there are too many.
  synchronized Place enter(Link link) {
    var place = new Place(link);
    if (closed) {
      link.abort();
      return place;
    }
    places.add(place);
    if (places.size() > HANDSHAKES_MAX) {
      places.remove().link.abort();
      counters.refused(Cause.HANDSHAKES_BUSY);
    }
    return place;
  }

  /// Gives a place back.
  ///
  /// @return whether the link had it until now; if not, it was aborted and counted
  synchronized boolean leave(Place place) {
    return places.remove(place);
  }

  /// Aborts all links, and every one that enters from now on.
  synchronized void close() {
    closed = true;
    places.forEach(place -> place.link.abort());
    places.clear();
  }

  /// The place of one link.
  static final class Place {
    private final Link link;

    private Place(Link link) {
      this.link = link;
    }
  }
}
