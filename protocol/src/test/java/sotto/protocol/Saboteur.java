package sotto.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import sotto.spi.Address;
import sotto.spi.Addresses;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkProvider;
import sotto.spi.NetworkStatus;
import sotto.spi.ServiceKey;
import sotto.spi.Traits;

/// A backend whose links do once, when they are told, what no link may do.
record Saboteur(NetworkProvider honest, AtomicReference<Misdeed> next) implements NetworkProvider {

  /// What a link does instead of its work, once.
  enum Misdeed {
    NONE,
    READ_THROWS,
    READ_BRINGS_NOTHING,
    READ_CLAIMS_TOO_MUCH,
    WRITE_THROWS,
    WRITE_TAKES_TOO_LITTLE,
    CLOSE_THROWS
  }

  Saboteur(NetworkProvider honest) {
    this(honest, new AtomicReference<>(Misdeed.NONE));
  }

  /// Tells whether a link is to do something now, which is then done.
  private boolean now(Misdeed misdeed) {
    return next.compareAndSet(misdeed, Misdeed.NONE);
  }

  @Override
  public String scheme() {
    return honest.scheme();
  }

  @Override
  public String description() {
    return honest.description();
  }

  @Override
  public Traits traits() {
    return honest.traits();
  }

  @Override
  public Addresses addresses() {
    return honest.addresses();
  }

  @Override
  public Network open(NetworkConfig config) throws NetworkException, InterruptedException {
    return new Sabotaged(honest.open(config));
  }

  private final class Sabotaged implements Network {
    private final Network network;

    Sabotaged(Network network) {
      this.network = network;
    }

    @Override
    public String scheme() {
      return network.scheme();
    }

    @Override
    public NetworkStatus status() {
      return network.status();
    }

    @Override
    public NetworkStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
      return network.awaitStatus(after, timeout);
    }

    @Override
    public Listener listen(ServiceKey key, int port) throws NetworkException, InterruptedException {
      return new SabotagedListener(network.listen(key, port));
    }

    @Override
    public Link dial(Address peer, Isolation isolation, Duration timeout)
        throws NetworkException, InterruptedException {
      return new SabotagedLink(network.dial(peer, isolation, timeout));
    }

    @Override
    public void hint(Hint hint) {
      network.hint(hint);
    }

    @Override
    public <T> Optional<T> facet(Class<T> type) {
      return network.facet(type);
    }

    @Override
    public void close() {
      network.close();
    }
  }

  private final class SabotagedListener implements Listener {
    private final Listener listener;

    SabotagedListener(Listener listener) {
      this.listener = listener;
    }

    @Override
    public Address address() {
      return listener.address();
    }

    @Override
    public ListenerStatus status() {
      return listener.status();
    }

    @Override
    public ListenerStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
      return listener.awaitStatus(after, timeout);
    }

    @Override
    public Link accept() throws NetworkException, InterruptedException {
      return new SabotagedLink(listener.accept());
    }

    @Override
    public Optional<Link> accept(Duration timeout) throws NetworkException, InterruptedException {
      return listener.accept(timeout).map(SabotagedLink::new);
    }

    @Override
    public void close() {
      listener.close();
    }
  }

  private final class SabotagedLink implements Link {
    private final Link link;

    SabotagedLink(Link link) {
      this.link = link;
    }

    @Override
    public Optional<Address> remote() {
      return link.remote();
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      var count = link.read(buffer);
      sabotageRead();
      if (now(Misdeed.READ_BRINGS_NOTHING)) {
        buffer.position(buffer.position() - count);
        return 0;
      }
      return now(Misdeed.READ_CLAIMS_TOO_MUCH) ? buffer.limit() + 1 : count;
    }

    @Override
    public int read(ByteBuffer buffer, Duration timeout) throws IOException {
      return link.read(buffer, timeout);
    }

    private void sabotageRead() {
      if (now(Misdeed.READ_THROWS)) {
        throw new IllegalStateException("secret");
      }
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
      if (now(Misdeed.WRITE_THROWS)) {
        throw new UnsupportedOperationException("secret");
      }
      return now(Misdeed.WRITE_TAKES_TOO_LITTLE) ? 0 : link.write(buffer);
    }

    @Override
    public boolean isOpen() {
      return link.isOpen();
    }

    @Override
    public void abort() {
      link.abort();
    }

    @Override
    public void close() {
      link.close();
      if (now(Misdeed.CLOSE_THROWS)) {
        throw new IllegalStateException("secret");
      }
    }
  }
}
