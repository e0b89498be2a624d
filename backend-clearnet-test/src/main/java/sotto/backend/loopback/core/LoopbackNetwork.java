package sotto.backend.loopback.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sotto.backend.loopback.core.Medium.Publication;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.ServiceKey;
import sotto.spi.Trait;

/// A network of either face: it keeps the rules that do not depend on what carries the bytes, and
/// leaves the rest to a [Medium].
public final class LoopbackNetwork implements Network {

  private final Station station;
  private final Medium medium;
  private final Runnable closing;
  private final Identities identities;
  private final Map<LoopbackListener, Optional<Publication>> listeners = new LinkedHashMap<>();
  private boolean closed;

  /// Opens a network on a medium.
  ///
  /// @param station what the two share
  /// @param medium what carries the links
  /// @param closing what else to give back, after the medium was closed; never throws
  public LoopbackNetwork(Station station, Medium medium, Runnable closing) {
    this.station = station;
    this.medium = medium;
    this.closing = closing;
    this.identities =
        new Identities(
            station.traits().isolationsMax(), () -> station.addresses().newKey(station.random()));
  }

  @Override
  public String scheme() {
    return station.scheme();
  }

  @Override
  public NetworkStatus status() {
    return station.board().newest();
  }

  @Override
  public NetworkStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
    return station.board().await(after, timeout);
  }

  @Override
  public Listener listen(ServiceKey key, int port) throws NetworkException, InterruptedException {
    refuseIfClosed();
    var ours = station.addresses().ours(key);
    var address = station.addresses().withPort(ours.address(), port);
    refuseIfInterrupted();
    var listener = register(ours, address);
    var published = false;
    try {
      published = keep(listener, medium.publish(listener));
    } finally {
      if (!published) {
        listener.close();
      }
    }
    if (!published) {
      throw closedNetwork();
    }
    return listener;
  }

  @Override
  public Link dial(Address peer, Isolation isolation, Duration timeout)
      throws NetworkException, InterruptedException {
    refuseIfClosed();
    var known = station.addresses().check(peer);
    refuseIfOwn(known);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new DialTimeout("There was no time to dial in. What to do: allow more.");
    }
    refuseIfInterrupted();
    var link =
        switch (isolation) {
          case Isolation.As(var listener) -> medium.dial(shown(listener), known, timeout, () -> {});
          case Isolation.Shared _, Isolation.Labelled _, Isolation.Fresh _ ->
              dialAs(identities.claim(isolation), known, timeout);
        };
    if (isClosed()) {
      link.close();
      throw closedNetwork();
    }
    return link;
  }

  @Override
  public void hint(Hint hint) {
    if (!isClosed()) {
      medium.hint(hint);
    }
  }

  @Override
  public <T> Optional<T> facet(Class<T> type) {
    return medium.facet(type);
  }

  @Override
  public void close() {
    List<LoopbackListener> last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = new ArrayList<>(listeners.keySet());
    }
    station.board().postLast(n -> new NetworkStatus(n, Phase.CLOSED, 0, Blockage.NONE, ""));
    last.forEach(LoopbackListener::close);
    station.links().close();
    medium.close();
    closing.run();
  }

  @Override
  public String toString() {
    return "network:" + scheme();
  }

  private Link dialAs(Identities.Claim identity, Address peer, Duration timeout)
      throws NetworkException, InterruptedException {
    var linked = false;
    try {
      var link = medium.dial(identity.key(), peer, timeout, identity::release);
      linked = true;
      return link;
    } finally {
      if (!linked) {
        identity.release();
      }
    }
  }

  private synchronized LoopbackListener register(LoopbackKey key, Address address)
      throws NetworkException {
    refuseIfClosed();
    for (var other : listeners.keySet()) {
      if (clash(other.address(), address)) {
        throw new KeyInUse(
            "This key is being listened on already. What to do: close that listener first.");
      }
    }
    if (listeners.size() >= station.traits().listenersMax()) {
      throw new LimitReached("No more listeners are possible. What to do: close one.");
    }
    var gates = station.gates();
    var listener = new LoopbackListener(key, address, gates.get(), gates.get(), this::withdraw);
    listeners.put(listener, Optional.empty());
    return listener;
  }

  private boolean clash(Address one, Address other) {
    return station.traits().has(Trait.SAME_KEY_MULTI_PORT)
        ? one.equals(other)
        : one.withPort(Address.NO_PORT).equals(other.withPort(Address.NO_PORT));
  }

  /// Remembers what publishes a listener, unless it was closed meanwhile.
  private boolean keep(LoopbackListener listener, Publication publication) {
    synchronized (this) {
      if (!closed && listeners.containsKey(listener)) {
        listeners.put(listener, Optional.of(publication));
        return true;
      }
    }
    publication.close();
    return false;
  }

  private void withdraw(LoopbackListener listener) {
    Optional<Publication> publication;
    synchronized (this) {
      publication = listeners.getOrDefault(listener, Optional.empty());
    }
    publication.ifPresent(Publication::close);
    synchronized (this) {
      listeners.remove(listener);
    }
  }

  private LoopbackKey shown(Listener listener) throws NetworkException {
    if (!station.traits().has(Trait.DIAL_FROM_LISTENER)) {
      throw new AddressRejected(
          Reason.UNSUPPORTED,
          "This network cannot show a listener's address to a peer. What to do: dial otherwise.");
    }
    synchronized (this) {
      if (listener instanceof LoopbackListener ours && listeners.containsKey(ours)) {
        return ours.key();
      }
    }
    throw new AddressRejected(
        Reason.UNSUPPORTED,
        "This is not an open listener of this network. What to do: dial as one that is.");
  }

  private void refuseIfOwn(Address peer) throws AddressRejected {
    if (station.traits().has(Trait.SELF_DIAL)) {
      return;
    }
    synchronized (this) {
      for (var listener : listeners.keySet()) {
        if (clash(listener.address(), peer)) {
          throw new AddressRejected(
              Reason.UNSUPPORTED,
              "This network cannot dial its own listener. What to do: have a peer dial it.");
        }
      }
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void refuseIfClosed() throws NetworkClosed {
    if (isClosed()) {
      throw closedNetwork();
    }
  }

  private static NetworkClosed closedNetwork() {
    return new NetworkClosed("This network is closed. What to do: open it again.");
  }

  private static void refuseIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
