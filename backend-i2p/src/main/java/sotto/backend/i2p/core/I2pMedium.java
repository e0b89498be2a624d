package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.i2p.client.SessionOptions;
import sotto.backend.i2p.client.Streams;
import sotto.backend.i2p.client.Tuning;
import sotto.backend.i2p.destination.I2pAddresses;
import sotto.backend.i2p.destination.I2pKey;
import sotto.backend.i2p.router.Router;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkException;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Medium;
import sotto.spi.backend.MediumListener;
import sotto.spi.backend.Station;
import sotto.spi.facet.PresenceProbe;

/// Carries the links of one network over I2P.
public final class I2pMedium implements Medium<I2pKey, Caller> {

  private static final Logger LOG = LoggerFactory.getLogger(I2pMedium.class);

  /// How long closing waits for the last bytes of closed links, and then for threads.
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Router router;
  private final Crew crew;
  private final Keeper keeper;
  private final Attempts attempts;
  private final Dialler dialler;
  private final Sharing shared;
  private final Homes homes;
  private final Transients transients;
  private final PresenceProbe presence;

  /// Makes a medium, which does nothing until it is opened.
  ///
  /// @param station what it shares with the network
  /// @param addresses its addresses
  /// @param router whose sessions it uses
  /// @param tuning how the tunnels of each destination are
  /// @param crew runs its threads
  public I2pMedium(
      Station station, I2pAddresses addresses, Router router, Tuning tuning, Crew crew) {
    var dials = new SessionOptions(tuning, false);
    this.router = router;
    this.crew = crew;
    this.keeper = new Keeper(router, station, crew);
    this.attempts = new Attempts(crew);
    this.dialler = new Dialler(keeper, attempts);
    this.shared =
        new Sharing(
            keeper,
            () -> addresses.newKey(station.random()),
            dials,
            () -> new Streams(station, crew),
            crew);
    this.homes =
        new Homes(keeper, new SessionOptions(tuning, true), () -> new Streams(station, crew), crew);
    this.transients =
        new Transients(
            keeper,
            addresses,
            station.random(),
            dials,
            () -> new Streams(station, crew),
            crew,
            station.traits().isolationsMax());
    this.presence = new Presences(addresses, keeper, shared, attempts);
  }

  /// Asks the router for the first time, and begins to keep things up.
  ///
  /// @throws NetworkException as [sotto.spi.NetworkProvider#open] says
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  public void open() throws NetworkException, InterruptedException {
    keeper.open();
    shared.start();
  }

  @Override
  public Publication publish(MediumListener<I2pKey> listener) {
    var home = homes.open(listener);
    return () -> homes.close(home, listener);
  }

  @Override
  public Caller identity(Isolation isolation) {
    return isolation instanceof Isolation.Shared ? shared : transients.of(isolation);
  }

  @Override
  public Caller identity(MediumListener<I2pKey> listener) throws NetworkException {
    return homes.of(listener);
  }

  @Override
  public Link dial(Caller caller, Address peer, Duration timeout, Runnable released)
      throws NetworkException, InterruptedException {
    return dialler.dial(caller, peer, timeout, released);
  }

  @Override
  public void hint(Hint hint) {
    switch (hint) {
      case RESUMED -> keeper.doubt();
      case NETWORK_CHANGED -> keeper.suspect();
      case SUSPENDING -> {
        // There is nothing to prepare.
      }
    }
  }

  @Override
  public <T> Optional<T> facet(Class<T> type) {
    return Optional.of(presence).filter(type::isInstance).map(type::cast);
  }

  @Override
  public void closing() {
    attempts.close();
  }

  @Override
  public void close() {
    attempts.close();
    keeper.close();
    var all = new CopyOnWriteArrayList<Runnable>();
    var streams = new CopyOnWriteArrayList<Streams>();
    for (var one : shared.all()) {
      all.add(one::close);
      streams.add(one.streams());
    }
    homes
        .all()
        .forEach(
            home -> {
              all.add(home::close);
              streams.add(home.streams());
            });
    transients
        .close()
        .forEach(
            one -> {
              all.add(one::close);
              streams.add(one.streams());
            });
    drain(streams);
    all.forEach(Runnable::run);
    streams.forEach(Streams::cut);
    router.close();
    crew.join(GRACE);
  }

  private static void drain(List<Streams> streams) {
    var end = System.nanoTime() + GRACE.toNanos();
    try {
      for (var each : streams) {
        each.drain(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      LOG.debug("Closed in a hurry.");
      Thread.currentThread().interrupt();
    }
  }
}
