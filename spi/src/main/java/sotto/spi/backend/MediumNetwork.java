package sotto.spi.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import sotto.spi.backend.Medium.Publication;
import sotto.spi.facet.SelfProbe;

/// A network that keeps the rules which do not depend on what carries the bytes, and leaves the
/// rest to a [Medium].
///
/// It answers for D1, D2 (before any I/O), D3, D7, F1, F5, I1 to I5 as far as identities are
/// counted, N3, S1 to S3, S6, V1, V2 and V5.
///
/// @param <K> the backend's keys
/// @param <I> what an identity is there
public final class MediumNetwork<K extends ServiceKey, I> implements Network {

  private final Station station;
  private final OwnKeys<K> keys;
  private final Medium<K, I> medium;
  private final Runnable closing;
  private final Identities<I> identities;
  private final Map<MediumListener<K>, Optional<Publication>> listeners = new LinkedHashMap<>();
  private boolean closed;

  /// Opens a network on a medium.
  ///
  /// @param station what the two share
  /// @param keys tells the backend's own keys from others
  /// @param medium what carries the links
  /// @param closing what else to give back, after the medium was closed; never throws
  public MediumNetwork(Station station, OwnKeys<K> keys, Medium<K, I> medium, Runnable closing) {
    this.station = station;
    this.keys = keys;
    this.medium = medium;
    this.closing = closing;
    this.identities = new Identities<>(station.traits().isolationsMax(), medium::identity);
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
    var ours = keys.own(key);
    var address = withPort(ours.address(), port);
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
    if (type == SelfProbe.class && station.traits().has(Trait.SELF_DIAL)) {
      return Optional.of(type.cast(new SelfDial(this, this::own)));
    }
    return medium.facet(type);
  }

  @Override
  public void close() {
    List<MediumListener<K>> last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = new ArrayList<>(listeners.keySet());
    }
    station.board().postLast(n -> new NetworkStatus(n, Phase.CLOSED, 0, Blockage.NONE, ""));
    medium.closing();
    last.forEach(Listener::close);
    station.links().close();
    medium.close();
    closing.run();
  }

  @Override
  public String toString() {
    return "network:" + scheme();
  }

  private Link dialAs(Identities<I>.Claim claim, Address peer, Duration timeout)
      throws NetworkException, InterruptedException {
    var linked = false;
    try {
      var link = medium.dial(claim.identity(), peer, timeout, claim::release);
      linked = true;
      return link;
    } finally {
      if (!linked) {
        claim.release();
      }
    }
  }

  private synchronized MediumListener<K> register(K key, Address address) throws NetworkException {
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
    var listener = new MediumListener<>(key, address, gates.get(), gates.get(), this::withdraw);
    listeners.put(listener, Optional.empty());
    return listener;
  }

  private boolean clash(Address one, Address other) {
    return station.traits().has(Trait.SAME_KEY_MULTI_PORT)
        ? one.equals(other)
        : one.withPort(Address.NO_PORT).equals(other.withPort(Address.NO_PORT));
  }

  /// Remembers what publishes a listener, unless it was closed meanwhile.
  private boolean keep(MediumListener<K> listener, Publication publication) {
    synchronized (this) {
      if (!closed && listeners.containsKey(listener)) {
        listeners.put(listener, Optional.of(publication));
        return true;
      }
    }
    publication.close();
    return false;
  }

  private void withdraw(MediumListener<K> listener) {
    Optional<Publication> publication;
    synchronized (this) {
      publication = listeners.getOrDefault(listener, Optional.empty());
    }
    publication.ifPresent(Publication::close);
    synchronized (this) {
      listeners.remove(listener);
    }
  }

  private I shown(Listener listener) throws NetworkException {
    if (!station.traits().has(Trait.DIAL_FROM_LISTENER)) {
      throw new AddressRejected(
          Reason.UNSUPPORTED,
          "This network cannot show a listener's address to a peer. What to do: dial otherwise.");
    }
    return medium.identity(open(listener));
  }

  private synchronized Address own(Listener listener) throws NetworkException {
    refuseIfClosed();
    return open(listener).address();
  }

  /// Finds a listener among those that are open.
  private synchronized MediumListener<K> open(Listener listener) throws AddressRejected {
    for (var ours : listeners.keySet()) {
      if (ours == listener) {
        return ours;
      }
    }
    throw new AddressRejected(
        Reason.UNSUPPORTED,
        "This is not an open listener of this network. What to do: take one that is.");
  }

  private Address withPort(Address address, int port) throws AddressRejected {
    try {
      return station.addresses().check(address.withPort(port));
    } catch (IllegalArgumentException e) {
      throw new AddressRejected(
          Reason.MALFORMED, "A port is 1 to 65535. What to do: choose another.", e);
    }
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
