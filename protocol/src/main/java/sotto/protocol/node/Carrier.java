package sotto.protocol.node;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.protocol.session.GuardedLink;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkProvider;
import sotto.spi.NetworkStatus;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.ServiceKey;

/// One network as a node uses it: opened and listened on for as long as the node lives, however
/// often that fails at first.
///
/// A backend is code by strangers. One that throws what it must not is reported as down and left
/// alone; it does not bring down the node or its other networks.
///
/// Safe for use by any number of threads.
public final class Carrier implements AutoCloseable {

  private static final ListenerStatus NOT_LISTENED_ON =
      new ListenerStatus(0, ListenerStatus.State.CLOSED, 0, 0, "");
  private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

  private final NetworkProvider provider;
  private final NetworkConfig config;
  private final Optional<ServiceKey> key;
  private final Board board;
  private final RandomGenerator random;
  private final Pace pace;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Trouble trouble = new Trouble();
  private final Object lock = new Object();

  private @Nullable Network network;
  private @Nullable Listener listener;

  /// Returns a network that is not open yet.
  ///
  /// @param provider the backend
  /// @param config what the backend may use
  /// @param key the key to listen under, or nothing for a network that is only dialled on
  /// @param board told of every change
  /// @param random where waits come from
  public Carrier(
      NetworkProvider provider,
      NetworkConfig config,
      Optional<ServiceKey> key,
      Board board,
      RandomGenerator random) {
    this.provider = provider;
    this.config = config;
    this.key = key;
    this.board = board;
    this.random = random;
    this.pace = Pace.of(provider.traits());
  }

  /// Opens the network if that works now; otherwise it is tried again once the carrier runs.
  ///
  /// @throws NetworkException.ConfigRejected if the configuration has to be corrected first
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  public void open() throws NetworkException.ConfigRejected, InterruptedException {
    try {
      opened();
    } catch (NetworkException.ConfigRejected e) {
      throw e;
    } catch (NetworkException e) {
      report(e);
    }
  }

  /// Keeps the network open and listened on, and hands over every link that arrives, until closed.
  void run(Threads threads, Arrivals arrivals) throws InterruptedException {
    while (!pause()) {
      try {
        var open = opened();
        threads.start("network", () -> guarded(() -> board.follow(open, arrivals)));
        if (key.isEmpty()) {
          return;
        }
        accept(open, key.get(), threads, arrivals);
      } catch (NetworkException.NetworkClosed e) {
        lost();
        report(e);
      } catch (NetworkException e) {
        report(e);
      } catch (RuntimeException e) {
        broken(e);
        return;
      }
    }
  }

  /// Opens a link to a peer.
  ///
  /// @throws NetworkException as [Network#dial] does, and if the network is not open
  Link dial(Address peer, Duration timeout) throws NetworkException, InterruptedException {
    var open = current();
    if (open.isEmpty()) {
      throw new NetworkDown(Reason.NOT_READY, "The network is not open yet; wait for its status.");
    }
    try {
      return GuardedLink.of(open.get().dial(peer, Isolation.shared(), timeout));
    } catch (RuntimeException e) {
      broken(e);
      throw new NetworkDown(Reason.DAEMON_PROTOCOL, "The backend broke; see its status.");
    }
  }

  /// Returns the scheme of the network's addresses.
  ///
  /// @return the scheme, such as `tor`
  public String scheme() {
    return provider.scheme();
  }

  /// Returns the backend.
  ///
  /// @return the provider
  public NetworkProvider provider() {
    return provider;
  }

  Pace pace() {
    return pace;
  }

  /// Returns where peers reach us.
  ///
  /// @return the address of the listener, or of the key while there is none; nothing on a network
  ///   that is only dialled on
  public Optional<Address> address() {
    synchronized (lock) {
      return listener == null ? key.map(ServiceKey::address) : Optional.of(listener.address());
    }
  }

  /// Returns how the network is.
  ///
  /// @return its own status, or why it is not open
  public NetworkStatus status() {
    synchronized (lock) {
      return network == null || trouble.isBroken() ? trouble.network() : network.status();
    }
  }

  /// Returns how far the world can reach us.
  ///
  /// @return the listener's own status, or why there is none
  public ListenerStatus listenerStatus() {
    synchronized (lock) {
      if (listener != null) {
        return listener.status();
      }
      return key.isEmpty() ? NOT_LISTENED_ON : trouble.listener();
    }
  }

  /// Closes the listener and the network, for good.
  @Override
  public void close() {
    closed.countDown();
    Optional<Network> open;
    synchronized (lock) {
      open = Optional.ofNullable(network);
      trouble.closed();
    }
    open.ifPresent(Network::close);
    board.changed();
  }

  private Network opened() throws NetworkException, InterruptedException {
    var open = current();
    if (open.isPresent()) {
      return open.get();
    }
    var fresh = provider.open(config);
    synchronized (lock) {
      if (closed.getCount() > 0) {
        network = fresh;
        board.changed();
        return fresh;
      }
    }
    fresh.close();
    throw new NetworkException.NetworkClosed("The node was closed.");
  }

  private void accept(Network open, ServiceKey own, Threads threads, Arrivals arrivals)
      throws NetworkException, InterruptedException {
    try (var fresh = open.listen(own)) {
      listening(fresh);
      threads.start("listener", () -> guarded(() -> board.follow(fresh)));
      while (true) {
        arrivals.arrived(GuardedLink.of(fresh.accept()), fresh.address());
      }
    } finally {
      listening(null);
    }
  }

  private void listening(@Nullable Listener now) {
    synchronized (lock) {
      listener = now;
      if (now != null) {
        trouble.over();
      }
    }
    board.changed();
  }

  /// Waits before the next attempt, longer each time, but no longer than until a network that was
  /// not usable becomes so; tells whether the carrier was closed.
  private boolean pause() throws InterruptedException {
    if (trouble.isOver()) {
      return isClosed();
    }
    var open = current();
    var wait = trouble.wait(random);
    if (open.isEmpty() || open.get().status().usable()) {
      return closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    }
    var deadline = Deadline.in(wait);
    var now = open.get().status();
    while (!now.usable() && now.phase() != Phase.CLOSED && deadline.left().isPositive()) {
      now = open.get().awaitStatus(now.sequence(), deadline.left());
    }
    return isClosed();
  }

  private void report(NetworkException e) {
    trouble.failed(e);
    LOG.debug("{}: not open or not listening yet: {}", scheme(), e.reason());
    board.changed();
  }

  /// Follows something of the backend's, which may break at that.
  private void guarded(Threads.Task following) throws InterruptedException {
    try {
      following.run();
    } catch (RuntimeException e) {
      broken(e);
    }
  }

  private void broken(RuntimeException e) {
    trouble.broke(e);
    // Only the class: the message may say more than a log may know.
    LOG.warn("{}: the backend broke: {}", scheme(), e.getClass().getSimpleName());
    board.changed();
  }

  /// A network that closed by itself is opened again like one that never was.
  private void lost() {
    var gone = current();
    synchronized (lock) {
      network = null;
    }
    gone.ifPresent(Network::close);
  }

  private Optional<Network> current() {
    synchronized (lock) {
      return Optional.ofNullable(network);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /// What becomes of a link that arrives, and who wants to know that some can.
  interface Arrivals {

    /// Takes over a link, and returns at once.
    ///
    /// @param link the link
    /// @param own the address that it was dialled at
    void arrived(Link link, Address own);

    /// Hears that the network became usable.
    void ready() throws InterruptedException;
  }
}
