package sotto.tck.memory;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Trait;
import sotto.tck.Fault;

/// Finds the listener that is dialled and ties both ends together.
///
/// Safe for use by any number of threads.
final class Dialler {

  private final MemoryNetwork network;
  private final Fabric fabric;
  private final Identities identities;

  Dialler(MemoryNetwork network, Fabric fabric, RandomGenerator random) {
    this.network = network;
    this.fabric = fabric;
    this.identities =
        new Identities(
            network.provider().addresses(),
            random,
            network.provider().traits().isolationsMax(),
            fabric.bugs());
  }

  MemoryLink dial(Address peer, Isolation isolation, Duration timeout)
      throws NetworkException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!timeout.isPositive() && !network.has(Bug.DIALS_WITHOUT_TIME)) {
      throw new DialTimeout("There was no time to dial. What to do: allow some.");
    }
    checkIsolation(isolation);
    checkUsable(peer);
    try {
      stall(peer, network.has(Bug.IGNORES_DEADLINE) ? Wait.forEver() : Wait.of(timeout));
    } catch (InterruptedException e) {
      if (network.has(Bug.LEAKS_LINK_OF_CANCELLED_DIAL)) {
        var link = connect(target(peer), peer, isolation);
        link.onClose(link::abort);
      }
      throw e;
    }
    return connect(target(peer), peer, isolation);
  }

  private void checkUsable() throws NetworkDown {
    if (network.has(Bug.HANGS_UP_UNTYPED) && network.daemon().has(Fault.DAEMON_HANGS_UP)) {
      throw new IllegalStateException("end of stream");
    }
    if (network.has(Bug.STAYS_DOWN) && !network.status().usable()) {
      throw new NetworkDown(Reason.NO_DAEMON, "The daemon was gone.");
    }
    if (!network.has(Bug.FALLS_BACK_WHEN_DOWN) && !chokes()) {
      network.believed().checkUsable();
    }
  }

  private boolean chokes() {
    return network.has(Bug.CHOKES_ON_OVERSIZED) && network.daemon().has(Fault.DAEMON_OVERSIZED);
  }

  private void checkIsolation(Isolation isolation) throws AddressRejected {
    if (isolation instanceof Isolation.As(var listener)) {
      if (!has(Trait.DIAL_FROM_LISTENER)) {
        throw new AddressRejected(
            Reason.UNSUPPORTED, "This network cannot dial as a listener. What to do: dial shared.");
      }
      if (!network.owns(listener) && !network.has(Bug.FORGES_REMOTE)) {
        throw new AddressRejected(
            Reason.FOREIGN, "This listener is not open here. What to do: use one of ours.");
      }
    }
  }

  private void checkUsable(Address peer) throws NetworkException {
    try {
      checkUsable();
    } catch (NetworkDown e) {
      if (network.has(Bug.BLAMES_THE_PEER_FOR_OUR_DAEMON)) {
        throw new PeerUnreachable(Reason.AWAY, "The peer does not answer.", e);
      }
      throw e;
    }
    if (network.has(Bug.TELLS_ADDRESSES_IN_MESSAGES) && fabric.find(peer).isEmpty()) {
      throw new PeerUnreachable(Reason.NOT_FOUND, peer.text() + " was not found.");
    }
  }

  /// Waits for as long as nothing answers.
  private synchronized void stall(Address peer, Wait wait)
      throws NetworkException, InterruptedException {
    while (stalls(peer)) {
      if (!waitsOn(wait)) {
        throw new DialTimeout("Nothing answered in time. What to do: try again later.");
      }
      network.checkOpen();
      checkUsable();
    }
  }

  private boolean waitsOn(Wait wait) throws InterruptedException {
    try {
      return wait.on(this);
    } catch (InterruptedException e) {
      if (network.has(Bug.SWALLOWS_INTERRUPT)) {
        return true;
      }
      throw e;
    }
  }

  private boolean stalls(Address peer) {
    return chokes()
        || network.daemon().isMute()
        || fabric.find(peer).filter(listener -> listener.network().daemon().isMute()).isPresent();
  }

  /// Makes dials that wait look again at what they wait for.
  synchronized void wake() {
    notifyAll();
  }

  private MemoryListener target(Address peer) throws NetworkException {
    var found = fabric.find(peer);
    if (found.isEmpty()) {
      if (network.has(Bug.BLAMES_US_FOR_A_MISSING_PEER)) {
        throw new NetworkDown(Reason.NO_DAEMON, "The daemon does not answer.");
      }
      throw fabric.knows(peer)
          ? new PeerUnreachable(Reason.REFUSED, "Nothing listens at this port of the peer.")
          : new PeerUnreachable(
              Reason.NOT_FOUND, "No such peer is published. What to do: try again later.");
    }
    var listener = found.get();
    if (listener.network() == network
        && (network.has(Bug.CANNOT_DIAL_ITSELF) || !has(Trait.SELF_DIAL))
        && !network.has(Bug.DECLARES_TOO_LITTLE)) {
      throw new AddressRejected(
          Reason.UNSUPPORTED, "This network cannot dial itself. What to do: do not.");
    }
    if (listener.network().daemon().has(Fault.PUBLICATION_LOST)) {
      throw new PeerUnreachable(Reason.NOT_FOUND, "No such peer is published any more.");
    }
    if (!listener.network().daemon().carries()) {
      if (network.has(Bug.BLAMES_US_FOR_A_PEER_THAT_IS_DOWN)) {
        throw new NetworkDown(Reason.NO_DAEMON, "The daemon does not answer.");
      }
      throw new PeerUnreachable(
          Reason.AWAY, "The peer is published and does not answer. What to do: try again later.");
    }
    return listener;
  }

  private MemoryLink connect(MemoryListener listener, Address peer, Isolation isolation)
      throws NetworkException {
    var identity = identities.take(isolation);
    var ends = Ends.tie(network, listener.network(), peer, seen(identity), fabric.bugs());
    ends.near().onClose(() -> identities.give(identity));
    if (network.has(Bug.CONFIRMS_TOO_EARLY)) {
      network.later(() -> offerQuietly(listener, ends.far()));
      return ends.near();
    }
    try {
      listener.offer(ends.far(), network.credentials().heldFor(peer));
    } catch (PeerUnreachable e) {
      ends.near().close();
      ends.far().close();
      throw e;
    }
    if (network.isClosed()) {
      ends.near().close();
      network.checkOpen();
    }
    return ends.near();
  }

  private static void offerQuietly(MemoryListener listener, MemoryLink link) {
    try {
      listener.offer(link, Set.of());
    } catch (PeerUnreachable _) {
      link.close();
    }
  }

  private Optional<Address> seen(Identities.Identity identity) {
    if (network.has(Bug.SHOWS_LISTENER_ADDRESS) && network.anyAddress().isPresent()) {
      return network.anyAddress();
    }
    return has(Trait.SOURCE_VISIBLE) && !network.has(Bug.HIDES_SOURCE)
        ? Optional.of(identity.source())
        : Optional.empty();
  }

  private boolean has(Trait trait) {
    return network.has(trait);
  }
}
