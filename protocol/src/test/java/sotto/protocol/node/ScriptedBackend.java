package sotto.protocol.node;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
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
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;
import sotto.spi.Traits;

/// A backend that does what a test scripted, and otherwise opens, listens, and has nobody call.
final class ScriptedBackend implements NetworkProvider {

  static final ServiceKey KEY = new Key();

  /// What the next calls of `open`, `listen` and `accept` throw; those after them work.
  final Queue<Exception> opens = new ConcurrentLinkedQueue<>();

  final Queue<Exception> listens = new ConcurrentLinkedQueue<>();
  final LinkedBlockingQueue<Exception> accepts = new LinkedBlockingQueue<>();

  /// What the next calls of `awaitStatus` throw.
  final Queue<Exception> statuses = new ConcurrentLinkedQueue<>();

  final LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();

  /// Waits until something was done, and says what.
  String next() throws InterruptedException {
    return done.take();
  }

  @Override
  public String scheme() {
    return "scripted";
  }

  @Override
  public String description() {
    return "TEST ONLY";
  }

  @Override
  public Traits traits() {
    return Traits.fast();
  }

  @Override
  public Addresses addresses() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Network open(NetworkConfig config) throws NetworkException {
    done.add("open");
    play(opens.poll());
    return new Scripted();
  }

  private static void play(@Nullable Exception next) throws NetworkException {
    switch (next) {
      case null -> {}
      case NetworkException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new AssertionError(next);
    }
  }

  private final class Scripted implements Network {
    private final LinkedBlockingQueue<Boolean> closed = new LinkedBlockingQueue<>();

    @Override
    public String scheme() {
      return "scripted";
    }

    @Override
    public NetworkStatus status() {
      var phase = closed.isEmpty() ? Phase.READY : Phase.CLOSED;
      return new NetworkStatus(closed.size(), phase, 100, Blockage.NONE, "");
    }

    @Override
    public NetworkStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
      if (statuses.poll() instanceof RuntimeException e) {
        throw e;
      }
      if (after >= 0 && closed.isEmpty()) {
        closed.add(closed.take());
      }
      return status();
    }

    @Override
    public Listener listen(ServiceKey key, int port) throws NetworkException {
      done.add("listen");
      play(listens.poll());
      return new ScriptedListener(this);
    }

    @Override
    public Link dial(Address peer, Isolation isolation, Duration timeout) {
      throw new IllegalStateException("scripted");
    }

    @Override
    public void hint(Hint hint) {}

    @Override
    public <T> Optional<T> facet(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public void close() {
      done.add("close");
      closed.add(true);
      accepts.add(new NetworkException.NetworkClosed("closed"));
    }
  }

  private final class ScriptedListener implements Listener {
    private final Scripted network;

    ScriptedListener(Scripted network) {
      this.network = network;
    }

    @Override
    public Address address() {
      return KEY.address();
    }

    @Override
    public ListenerStatus status() {
      return new ListenerStatus(0, ListenerStatus.State.PUBLISHED, 1, 1, "");
    }

    @Override
    public ListenerStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
      network.awaitStatus(after, timeout);
      return after < 0 ? status() : new ListenerStatus(1, ListenerStatus.State.CLOSED, 0, 0, "");
    }

    @Override
    public Link accept() throws NetworkException, InterruptedException {
      done.add("accept");
      play(accepts.take());
      throw new AssertionError("nobody calls");
    }

    @Override
    public Optional<Link> accept(Duration timeout) {
      return Optional.empty();
    }

    @Override
    public void close() {
      done.add("unlisten");
    }
  }

  private record Key() implements ServiceKey {
    @Override
    public Address address() {
      return Address.of("scripted", new byte[32]);
    }

    @Override
    public Secret secret() {
      return Secret.of(new byte[32]);
    }

    @Override
    public Proof prove(byte[] context) {
      throw new UnsupportedOperationException();
    }
  }
}
