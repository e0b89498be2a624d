package sotto.spi.backend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import sotto.spi.Address;

/// The open links of one network, so that closing it can close them (N3).
public final class Links {

  private final Set<StreamLink> open = new HashSet<>();
  private boolean closed;

  /// Makes an empty set.
  public Links() {}

  /// Makes a link that stays here for as long as it is open; it is closed at once if the network
  /// is.
  ///
  /// @param remote the peer, where the network vouches for it
  /// @param inward where arriving bytes wait
  /// @param outward where written bytes go
  /// @param released called once when the link is closed
  /// @return the link
  public StreamLink link(
      Optional<Address> remote, Pipe inward, Outflow outward, Runnable released) {
    var link =
        new StreamLink(
            remote,
            inward,
            outward,
            self -> {
              forget(self);
              released.run();
            });
    if (!add(link)) {
      link.close();
    }
    return link;
  }

  /// Returns how many links are open.
  ///
  /// @return the number
  public synchronized int size() {
    return open.size();
  }

  /// Closes all links, now and later.
  public void close() {
    ArrayList<StreamLink> last;
    synchronized (this) {
      closed = true;
      last = new ArrayList<>(open);
    }
    last.forEach(StreamLink::close);
  }

  private synchronized boolean add(StreamLink link) {
    return !closed && open.add(link);
  }

  private synchronized void forget(StreamLink link) {
    open.remove(link);
  }
}
