package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.i2p.client.Session;
import sotto.backend.i2p.client.SessionOptions;
import sotto.backend.i2p.client.Streams;
import sotto.backend.i2p.destination.I2pKey;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;
import sotto.spi.backend.MediumListener;

/// A destination of ours at which peers may arrive.
///
/// It stays for a while without a listener, as long as there are links that came through it (V8),
/// and can get another (V3).
final class Home implements Caller, Tenant.Events {

  private static final Logger LOG = LoggerFactory.getLogger(Home.class);

  private final Tenant tenant;
  private final Streams streams;
  private Optional<MediumListener<I2pKey>> listener;

  Home(Keeper keeper, MediumListener<I2pKey> listener, SessionOptions options, Streams streams) {
    this.listener = Optional.of(listener);
    this.streams = streams;
    this.tenant = new Tenant(keeper, listener::key, options, this);
  }

  void start(Crew crew) {
    tenant.start(crew);
  }

  synchronized Optional<MediumListener<I2pKey>> listener() {
    return listener;
  }

  /// Lets peers arrive at another listener of the same key.
  synchronized void move(MediumListener<I2pKey> next) {
    listener = Optional.of(next);
    if (tenant.session().isPresent()) {
      next.lost(0, 0, WAITING);
    }
  }

  /// Lets no peer arrive any more.
  synchronized void withdraw(MediumListener<I2pKey> last) {
    if (listener.filter(now -> now == last).isPresent()) {
      listener = Optional.empty();
    }
  }

  void close() {
    tenant.close();
  }

  @Override
  public Session session(Duration timeout) throws NetworkException, InterruptedException {
    return tenant
        .session(timeout)
        .orElseThrow(
            () ->
                new NetworkDown(
                    Reason.NOT_READY,
                    "The listener has no tunnels at the moment. What to do: wait."));
  }

  @Override
  public Streams streams() {
    return streams;
  }

  @Override
  public void begin() {
    // Its links are counted with its streams.
  }

  @Override
  public void end() {
    // Its links are counted with its streams.
  }

  @Override
  public void up() {
    var now = listener();
    now.ifPresent(open -> LOG.debug("The router has the lease set of {}.", open.address()));
    now.ifPresent(open -> open.lost(0, 0, WAITING));
  }

  @Override
  public void serve(Session session) throws InterruptedException {
    var next = session.accept();
    while (next.isPresent()) {
      var stream = next.get();
      var link = streams.link(stream, stream.peer(), () -> {});
      if (listener().filter(now -> now.arrive(link)).isEmpty()) {
        link.abort();
      }
      next = session.accept();
    }
  }

  @Override
  public void down() {
    listener()
        .ifPresent(
            now ->
                now.lost(0, 0, "The I2P router is away; it is published again when it is back."));
  }

  @Override
  public boolean admits() {
    return listener().isPresent();
  }

  private static final String WAITING =
      "The lease set is with the router, which does not say how far it got; a link that comes in"
          + " will.";
}
