package sotto.backend.tor.core;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import sotto.backend.tor.daemon.Daemon;
import sotto.backend.tor.daemon.TorSettings;
import sotto.backend.tor.onion.OnionAddresses;
import sotto.backend.tor.onion.OnionKey;
import sotto.backend.tor.socks.Credentials;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Flows;
import sotto.spi.backend.Medium;
import sotto.spi.backend.MediumListener;
import sotto.spi.backend.Station;

/// Carries the links of one network over tor.
public final class TorMedium implements Medium<OnionKey, Credentials> {

  /// How long closing waits for the last bytes of closed links, twice: N3 allows 10 seconds.
  private static final Duration GRACE = Duration.ofMillis(1500);

  private static final Path PROC = Path.of("/proc");

  private final Daemon daemon;
  private final TorSettings settings;
  private final Flows flows;
  private final Onions onions = new Onions();
  private final Keeper keeper;
  private final Dialler dialler;
  private final Doors doors;
  private final Identities identities;
  private final Facets facets;

  /// Makes a medium, which does nothing until it is opened.
  public TorMedium(
      Station station, OnionAddresses addresses, Daemon daemon, TorSettings settings, Crew crew) {
    var watchers = new Watchers();
    var admissions = new Admissions(addresses);
    this.daemon = daemon;
    this.settings = settings;
    this.flows = new Flows(station, crew);
    this.keeper = new Keeper(daemon, station, onions, admissions, watchers);
    var lookups = new Lookups(addresses, keeper, watchers);
    this.identities = new Identities(station.random());
    this.dialler = new Dialler(keeper, flows, lookups, identities);
    this.doors = new Doors(daemon.sockets(), crew, flows);
    this.facets =
        new Facets(
            admissions.facet(keeper, onions, station.random()),
            lookups,
            new SharedRandomValues(keeper));
  }

  /// Begins the first session with tor.
  ///
  /// @param crew runs what keeps the session up
  /// @throws NetworkException as [sotto.spi.NetworkProvider#open] says
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  public void open(Crew crew) throws NetworkException, InterruptedException {
    keeper.open(crew);
  }

  @Override
  public Publication publish(MediumListener<OnionKey> listener)
      throws NetworkException, InterruptedException {
    var door = doors.open(listener, guard());
    var service = new Service(listener, door.endpoint(), settings.pow());
    var published = false;
    try {
      onions.publish(service, keeper.sessionIfAny());
      published = true;
    } finally {
      if (!published) {
        door.close();
      }
    }
    keeper.suspect();
    return () -> {
      onions.withdraw(service, keeper.sessionIfAny());
      door.close();
    };
  }

  /// Returns what guards a port, where a UNIX-domain socket does not do.
  private Optional<Guard> guard() throws NetworkException {
    if (!settings.listenTcp() && keeper.ways().filter(ways -> !ways.reaches()).isEmpty()) {
      return Optional.empty();
    }
    var guard = new Guard(PROC, keeper::ways);
    if (!guard.works()) {
      throw new NetworkDown(
          Reason.AUTHENTICATION,
          "Tor runs as another user, and this machine does not show which program connects to a"
              + " port. What to do: run tor as the same user, or let this program start its own.");
    }
    return Optional.of(guard);
  }

  @Override
  public Credentials identity(Isolation isolation) {
    return identities.of(isolation);
  }

  @Override
  public Credentials identity(MediumListener<OnionKey> listener) throws AddressRejected {
    throw new AddressRejected(
        Reason.UNSUPPORTED, "Tor shows no caller's address. What to do: dial otherwise.");
  }

  @Override
  public Link dial(Credentials caller, Address peer, Duration timeout, Runnable released)
      throws NetworkException, InterruptedException {
    return dialler.dial(caller, peer, timeout, released);
  }

  @Override
  public void hint(Hint hint) {
    switch (hint) {
      case RESUMED, NETWORK_CHANGED -> keeper.suspect();
      case SUSPENDING -> {
        // There is nothing to prepare.
      }
    }
  }

  @Override
  public <T> Optional<T> facet(Class<T> type) {
    return Stream.of(facets.authorization(), facets.presence(), facets.beacon())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  @Override
  public void closing() {
    keeper.close();
  }

  @Override
  public void close() {
    keeper.close();
    daemon.close();
    flows.close(GRACE);
  }
}
