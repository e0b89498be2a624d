package example.unix;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sotto.spi.Address;
import sotto.spi.Addresses;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus;
import sotto.spi.ServiceKey;

/// One open network: a directory of sockets, and what we hold in it.
final class UnixNetwork implements Network {

  static final int LISTENERS_MAX = 64;
  static final int LINKS_MAX = 4096;
  private static final int BACKLOG = 64;

  private final Path sockets;
  private final Claim directory;
  private final Addresses addresses;
  private final Status<NetworkStatus> status =
      new Status<>(
          new NetworkStatus(
              0, NetworkStatus.Phase.READY, 100, NetworkStatus.Blockage.NONE, "TEST ONLY"));
  private final Set<UnixListener> listeners = new HashSet<>();
  private final Set<UnixLink> links = new HashSet<>();
  private boolean open = true;

  private UnixNetwork(Path sockets, Claim directory, Addresses addresses) {
    this.sockets = sockets;
    this.directory = directory;
    this.addresses = addresses;
  }

  static Network open(NetworkConfig config, Addresses addresses) throws NetworkException {
    for (var name : config.settings().keySet()) {
      if (!name.equals("sockets")) {
        throw new ConfigRejected(name, "The unix backend knows one setting: sockets.");
      }
    }
    var sockets =
        config
            .setting("sockets")
            .orElseThrow(
                () ->
                    new ConfigRejected(
                        "sockets", "Name a directory that all nodes share. What to do: set it."));
    try {
      var mine = ownerOnly(config.directory());
      var claim =
          Claim.on(mine.resolve("lock"))
              .orElseThrow(
                  () ->
                      new ConfigRejected(
                          "directory", "Another network has it. What to do: name another."));
      return new UnixNetwork(ownerOnly(Path.of(sockets)), claim, addresses);
    } catch (NetworkException e) {
      throw e;
    } catch (IOException e) {
      throw new ConfigRejected("directory", "It cannot be used. What to do: check its rights.", e);
    }
  }

  private static Path ownerOnly(Path directory) throws IOException {
    return Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Override
  public String scheme() {
    return UnixProvider.SCHEME;
  }

  @Override
  public NetworkStatus status() {
    return status.now();
  }

  @Override
  public NetworkStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
    return status.await(
        s -> s.sequence() > after || s.phase() == NetworkStatus.Phase.CLOSED, Wait.of(timeout));
  }

  @Override
  public Listener listen(ServiceKey key, int port) throws NetworkException {
    var address = addresses.check(key.address().withPort(port));
    synchronized (this) {
      requireOpen();
      if (listeners.size() >= LISTENERS_MAX) {
        throw new LimitReached("There are " + LISTENERS_MAX + " listeners. What to do: close one.");
      }
      var listener = bind(address);
      listeners.add(listener);
      return listener;
    }
  }

  private UnixListener bind(Address address) throws NetworkException {
    var path = path(address);
    try {
      var claim =
          Claim.on(path.resolveSibling(path.getFileName() + ".lock"))
              .orElseThrow(() -> new KeyInUse("Somebody listens with this key already."));
      Files.deleteIfExists(path);
      var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      socket.bind(UnixDomainSocketAddress.of(path), BACKLOG);
      return new UnixListener(this, address, socket, path, claim);
    } catch (NetworkException e) {
      throw e;
    } catch (IOException e) {
      throw new NetworkDown(Reason.NO_ROUTE, "The socket could not be bound.", e);
    }
  }

  @Override
  public Link dial(Address peer, Isolation isolation, Duration timeout)
      throws NetworkException, InterruptedException {
    addresses.check(peer);
    if (isolation instanceof Isolation.As) {
      throw new AddressRejected(Reason.UNSUPPORTED, "This network does not show callers.");
    }
    synchronized (this) {
      requireOpen();
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new DialTimeout("The deadline had passed before dialling.");
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return connect(peer);
  }

  /// Connects without blocking, for a UNIX-domain socket answers at once: it is there or it is not.
  private Link connect(Address peer) throws NetworkException {
    var path = path(peer);
    if (!Files.exists(path)) {
      throw new PeerUnreachable(Reason.NOT_FOUND, "No such peer listens. What to do: try later.");
    }
    try {
      var socket = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        socket.configureBlocking(false);
        if (socket.connect(UnixDomainSocketAddress.of(path))) {
          return link(socket, Optional.of(peer));
        }
      } catch (IOException e) {
        Quietly.close(socket);
        throw e;
      }
      Quietly.close(socket);
      throw new PeerUnreachable(Reason.REFUSED, "The peer is full. What to do: try later.");
    } catch (NetworkException e) {
      throw e;
    } catch (IOException e) {
      throw new PeerUnreachable(Reason.AWAY, "The peer does not answer. What to do: try later.", e);
    }
  }

  UnixLink link(SocketChannel socket, Optional<Address> remote) throws IOException {
    var link = new UnixLink(socket, remote, this::closed);
    synchronized (this) {
      if (open && links.size() < LINKS_MAX) {
        links.add(link);
        return link;
      }
    }
    link.close();
    synchronized (this) {
      requireOpen();
    }
    throw new LimitReached("There are " + LINKS_MAX + " links. What to do: close some.");
  }

  @Override
  public void hint(Hint hint) {
    // Sockets of this machine survive sleep and changes of connectivity.
  }

  @Override
  public <T> Optional<T> facet(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    List<UnixListener> openListeners;
    List<UnixLink> openLinks;
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
      openListeners = List.copyOf(listeners);
      openLinks = List.copyOf(links);
    }
    openListeners.forEach(UnixListener::close);
    openLinks.forEach(UnixLink::close);
    directory.close();
    status.set(
        s ->
            new NetworkStatus(
                s.sequence() + 1, NetworkStatus.Phase.CLOSED, 0, NetworkStatus.Blockage.NONE, ""));
  }

  synchronized void closed(UnixListener listener) {
    listeners.remove(listener);
  }

  private synchronized void closed(UnixLink link) {
    links.remove(link);
  }

  private void requireOpen() throws NetworkClosed {
    if (!open) {
      throw new NetworkClosed("The network was closed.");
    }
  }

  private Path path(Address address) {
    return sockets.resolve(address.withPort(Address.NO_PORT).text().substring(5));
  }
}
