package sotto.tck.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.ServiceKey;
import sotto.spi.Trait;
import sotto.spi.backend.SelfDial;
import sotto.spi.facet.Beacon;
import sotto.spi.facet.ClientAuthorization;
import sotto.spi.facet.PresenceProbe;
import sotto.spi.facet.SelfProbe;
import sotto.tck.Fault;

/// A node of the memory network.
///
/// Safe for use by any number of threads.
final class MemoryNetwork implements Network {

  private static final Duration LATER = Duration.ofMillis(20);
  private static final Duration SLOW = Duration.ofMillis(800);

  private final MemoryProvider provider;
  private final NetworkConfig config;
  private final Fabric fabric;
  private final Daemon daemon;
  private final Dialler dialler;
  private final Credentials credentials;
  private final Set<MemoryListener> listeners = ConcurrentHashMap.newKeySet();
  private final Set<MemoryLink> links = ConcurrentHashMap.newKeySet();
  private final Cell<NetworkStatus> status;
  private final Runnable watcher = this::refresh;
  private final Misdeeds misdeeds;
  private volatile boolean closed;

  MemoryNetwork(MemoryProvider provider, NetworkConfig config, Fabric fabric)
      throws ConfigRejected {
    this.provider = provider;
    this.config = config;
    this.fabric = fabric;
    claimDirectory();
    this.misdeeds = new Misdeeds(fabric.bugs(), config);
    this.daemon = fabric.daemon(config.directory());
    this.credentials = new Credentials(config.random(), this);
    this.dialler = new Dialler(this, fabric, config.random());
    this.status = new Cell<>(condition().status(0), NetworkStatus::sequence, fabric.bugs());
    daemon.watch(watcher);
    misdeeds.opened();
    refresh();
  }

  /// What its dials believe of the daemon.
  Condition believed() {
    return has(Bug.TRUSTS_SILENT_DAEMON) && daemon.has(Fault.DAEMON_SILENT)
        ? new Condition(Phase.READY, 100, Blockage.NONE)
        : Condition.of(daemon);
  }

  private void claimDirectory() throws ConfigRejected {
    if (!fabric.claim(config.directory())) {
      throw new ConfigRejected(
          "directory",
          "Another network has this directory open. What to do: close it first."
              + (has(Bug.TELLS_DIRECTORY) ? " It is " + config.directory() : ""));
    }
    try {
      Files.createDirectories(
          config.directory(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      fabric.release(config.directory());
      throw new ConfigRejected("directory", "The directory cannot be made.", e);
    }
  }

  @Override
  public String scheme() {
    return MemoryProvider.SCHEME;
  }

  @Override
  public NetworkStatus status() {
    return status.value();
  }

  @Override
  public NetworkStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
    return status.await(after, timeout);
  }

  private Condition condition() {
    return believed().with(fabric.bugs());
  }

  /// Looks at the daemon again, and says what changed.
  private void refresh() {
    var condition = condition();
    if (!daemon.carries() && !has(Bug.LINKS_SURVIVE_DAEMON)) {
      links.forEach(MemoryLink::die);
    }
    if (!daemon.carries() && has(Bug.FORGETS_LISTENERS_AFTER_RESTART)) {
      listeners.forEach(fabric::withdraw);
    }
    misdeeds.changed(daemon);
    if (has(Bug.STAYS_DOWN) && status.value().phase() == Phase.DOWN) {
      return;
    }
    if (!condition.equals(Condition.of(status.value()))) {
      status.next(condition::status);
    }
    listeners.forEach(MemoryListener::refresh);
    dialler.wake();
  }

  @Override
  public Listener listen(ServiceKey key, int port) throws NetworkException, InterruptedException {
    checkOpen();
    var address = provider.addresses().check(key.address());
    misdeeds.listening(key);
    if (port != Address.NO_PORT && !has(Trait.VIRTUAL_PORTS)) {
      throw new AddressRejected(Reason.UNSUPPORTED, "This network has no ports.");
    }
    var listener =
        new MemoryListener(this, address.withPort(has(Bug.LISTENS_ELSEWHERE) ? 9 : port));
    if (has(Bug.LISTEN_WAITS_UNTIL_READY)) {
      status.await(status.value().usable() ? -1 : status.value().sequence(), SLOW);
    }
    synchronized (listeners) {
      if (!has(Trait.SAME_KEY_MULTI_PORT) && listensOn(key)) {
        throw new KeyInUse("This key is being listened on at another port.");
      }
      if (fabric.isTaken(listener.address())) {
        throw new KeyInUse("This key is being listened on already. What to do: close it.");
      }
      if (listeners.size() >= listenersMax() && !has(Bug.LISTENS_WITHOUT_LIMIT)) {
        throw new LimitReached(
            "No more listeners are possible. What to do: close one that is not needed.");
      }
      fabric.publish(listener);
      listeners.add(listener);
    }
    listener.refresh();
    misdeeds.listens(listener, this);
    if (closed) {
      listener.close();
      checkOpen();
    }
    return listener;
  }

  private boolean listensOn(ServiceKey key) {
    return listeners.stream()
        .anyMatch(open -> open.address().withPort(Address.NO_PORT).equals(key.address()));
  }

  private int listenersMax() {
    return has(Trait.MULTI_LISTENER) ? provider.traits().listenersMax() : 1;
  }

  /// Tells whether a listener is open here.
  boolean owns(Listener listener) {
    return listeners.contains(listener);
  }

  /// One of the addresses that are listened on here, if there is any.
  Optional<Address> anyAddress() {
    return listeners.stream().findFirst().map(Listener::address);
  }

  void forget(MemoryListener listener) {
    synchronized (listeners) {
      fabric.withdraw(listener);
      if (!has(Bug.LEAKS_LISTENER_SLOT)) {
        listeners.remove(listener);
      }
    }
  }

  @Override
  public Link dial(Address peer, Isolation isolation, Duration timeout)
      throws NetworkException, InterruptedException {
    provider.addresses().check(peer);
    misdeeds.dialling();
    if (closed && has(Bug.DIALS_AFTER_CLOSE)) {
      throw new PeerUnreachable(Reason.AWAY, "The peer does not answer.");
    }
    checkOpen();
    misdeeds.dials(peer);
    try {
      var link = dialler.dial(peer, isolation, timeout);
      misdeeds.greets(link, isolation);
      return BuggyLink.of(link, fabric.bugs());
    } catch (PeerUnreachable e) {
      misdeeds.dialFailed();
      throw e;
    }
  }

  @Override
  public void hint(Hint hint) {
    if (has(Bug.HINTS_BREAK_IT)) {
      throw new UnsupportedOperationException(hint.name());
    }
    var wakes = hint == Hint.RESUMED || hint == Hint.NETWORK_CHANGED;
    if (wakes && !has(Bug.IGNORES_RESUME)) {
      daemon.revalidate();
    }
  }

  @Override
  public <T> Optional<T> facet(Class<T> type) {
    if (type == PresenceProbe.class) {
      return Optional.of(type.cast(new MemoryPresence(this, fabric)));
    }
    if (type == SelfProbe.class && has(Trait.SELF_DIAL)) {
      return Optional.of(type.cast(new MemorySelfProbe(new SelfDial(this, this::own), this)));
    }
    if (type == Beacon.class) {
      return Optional.of(type.cast(new MemoryBeacon(this, bugs())));
    }
    if (has(Bug.FACETS_THROW) && type != ClientAuthorization.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    return type == ClientAuthorization.class && has(Trait.CLIENT_AUTH)
        ? Optional.of(type.cast(credentials))
        : Optional.empty();
  }

  private Address own(Listener listener) throws NetworkException {
    checkOpen();
    if (!listeners.contains(listener)) {
      throw new AddressRejected(
          Reason.UNSUPPORTED, "This is not an open listener of this network.");
    }
    return listener.address();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        if (has(Bug.CLOSE_THROWS_TWICE)) {
          throw new IllegalStateException("closed already");
        }
        return;
      }
      closed = true;
    }
    if (has(Bug.CLOSES_THE_OTHERS_TOO)) {
      fabric.closeAllLinks();
    }
    daemon.forget(watcher);
    List.copyOf(listeners).forEach(MemoryListener::close);
    if (!has(Bug.CLOSE_FORGETS_LINKS)) {
      List.copyOf(links).forEach(MemoryLink::close);
    }
    misdeeds.closed();
    dialler.wake();
    status.last(sequence -> new NetworkStatus(sequence, Phase.CLOSED, 0, Blockage.NONE, "closed"));
    fabric.release(config.directory());
  }

  void checkOpen() throws NetworkClosed {
    if (closed) {
      throw new NetworkClosed("The network was closed. What to do: open it again.");
    }
  }

  boolean isClosed() {
    return closed;
  }

  /// Does something a little later, in a thread of this network's.
  void later(Runnable action) {
    config.threads().newThread(() -> afterWait(action)).start();
  }

  private void afterWait(Runnable action) {
    try {
      status.await(Long.MAX_VALUE - 1, LATER);
      action.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  boolean has(Trait trait) {
    return provider.traits().has(trait);
  }

  Bugs bugs() {
    return fabric.bugs();
  }

  boolean has(Bug bug) {
    return fabric.bugs().has(bug);
  }

  Daemon daemon() {
    return daemon;
  }

  MemoryProvider provider() {
    return provider;
  }

  Credentials credentials() {
    return credentials;
  }

  /// The links that are open here, so that closing the network closes them.
  Set<MemoryLink> links() {
    return links;
  }

  @Override
  public String toString() {
    return "memory network";
  }
}
