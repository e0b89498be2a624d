package example.unix;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// A bound UNIX-domain socket. Binding publishes it, so there is nothing to wait for.
final class UnixListener implements Listener {

  private final UnixNetwork network;
  private final Address address;
  private final ServerSocketChannel socket;
  private final Path path;
  private final Claim claim;
  private final Selector acceptable = Selector.open();
  private final Status<ListenerStatus> status =
      new Status<>(new ListenerStatus(0, ListenerStatus.State.PUBLISHED, 1, 1, ""));
  private volatile boolean open = true;

  UnixListener(
      UnixNetwork network, Address address, ServerSocketChannel socket, Path path, Claim claim)
      throws IOException {
    this.network = network;
    this.address = address;
    this.socket = socket;
    this.path = path;
    this.claim = claim;
    socket.configureBlocking(false);
    socket.register(acceptable, SelectionKey.OP_ACCEPT);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public ListenerStatus status() {
    return status.now();
  }

  @Override
  public ListenerStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
    return status.await(s -> s.sequence() > after || !open, Wait.of(timeout));
  }

  @Override
  public Link accept() throws NetworkException, InterruptedException {
    return accept(Wait.forever()).orElseThrow();
  }

  @Override
  public Optional<Link> accept(Duration timeout) throws NetworkException, InterruptedException {
    return accept(Wait.of(timeout));
  }

  private Optional<Link> accept(Wait wait) throws NetworkException, InterruptedException {
    synchronized (acceptable) {
      while (open) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        var link = acceptNow();
        if (link.isPresent() || wait.isOver()) {
          return link;
        }
        select(wait);
      }
    }
    throw closed();
  }

  private Optional<Link> acceptNow() throws NetworkException {
    try {
      var accepted = socket.accept();
      if (accepted == null) {
        return Optional.empty();
      }
      var link = network.link(accepted, Optional.empty());
      status.set(
          s -> new ListenerStatus(s.sequence() + 1, ListenerStatus.State.REACHABLE, 1, 1, ""));
      return Optional.of(link);
    } catch (ClosedChannelException e) {
      throw closed();
    } catch (IOException e) {
      throw new NetworkDown(Reason.NO_ROUTE, "A link could not be accepted.", e);
    }
  }

  private void select(Wait wait) throws NetworkException {
    try {
      acceptable.selectedKeys().clear();
      acceptable.select(wait.millisLeft());
    } catch (ClosedSelectorException e) {
      throw closed();
    } catch (IOException e) {
      throw new NetworkDown(Reason.NO_ROUTE, "Waiting for links failed.", e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
    }
    status.set(s -> new ListenerStatus(s.sequence() + 1, ListenerStatus.State.CLOSED, 0, 0, ""));
    Quietly.close(() -> Files.deleteIfExists(path));
    Quietly.close(socket);
    Quietly.close(acceptable);
    claim.close();
    network.closed(this);
  }

  private static NetworkClosed closed() {
    return new NetworkClosed("The listener was closed.");
  }
}
