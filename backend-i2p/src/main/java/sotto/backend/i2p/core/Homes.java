package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.i2p.client.SessionOptions;
import sotto.backend.i2p.client.Streams;
import sotto.backend.i2p.destination.I2pKey;
import sotto.spi.Address;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;
import sotto.spi.backend.MediumListener;

/// The destinations of one network at which peers may arrive, or could until lately.
final class Homes {

  private static final Logger LOG = LoggerFactory.getLogger(Homes.class);

  /// How long links that came through a closed listener keep its destination: as long as they live.
  private static final Duration LINKS_MAX = Duration.ofDays(365);

  private final Keeper keeper;
  private final SessionOptions options;
  private final Supplier<Streams> streams;
  private final Crew crew;
  private final Map<Address, Home> homes = new HashMap<>();

  Homes(Keeper keeper, SessionOptions options, Supplier<Streams> streams, Crew crew) {
    this.keeper = keeper;
    this.options = options;
    this.streams = streams;
    this.crew = crew;
  }

  /// Lets peers arrive at a listener.
  Home open(MediumListener<I2pKey> listener) {
    synchronized (homes) {
      var lingering = homes.get(listener.address());
      if (lingering != null) {
        lingering.move(listener);
        return lingering;
      }
      var home = new Home(keeper, listener, options, streams.get());
      homes.put(listener.address(), home);
      home.start(crew);
      return home;
    }
  }

  /// Lets no peer arrive at a listener any more, and gives its destination up when its last link is
  /// closed.
  void close(Home home, MediumListener<I2pKey> listener) {
    home.withdraw(listener);
    if (!closedIfUnused(home, listener.address(), home.streams().isEmpty())) {
      crew.start(() -> await(home, listener.address()));
    }
  }

  private void await(Home home, Address address) {
    try {
      home.streams().drain(LINKS_MAX);
      closedIfUnused(home, address, true);
    } catch (InterruptedException e) {
      LOG.debug("A destination without a listener was given up.");
    }
  }

  private boolean closedIfUnused(Home home, Address address, boolean isEmpty) {
    synchronized (homes) {
      if (home.listener().isPresent() || !isEmpty || !homes.remove(address, home)) {
        return home.listener().isPresent();
      }
    }
    home.close();
    home.streams().cut();
    return true;
  }

  Home of(MediumListener<I2pKey> listener) throws AddressRejected {
    synchronized (homes) {
      return Optional.ofNullable(homes.get(listener.address()))
          .filter(home -> home.listener().filter(now -> now == listener).isPresent())
          .orElseThrow(
              () ->
                  new AddressRejected(
                      Reason.UNSUPPORTED,
                      "This is not an open listener of this network. What to do: listen first."));
    }
  }

  List<Home> all() {
    synchronized (homes) {
      return List.copyOf(homes.values());
    }
  }
}
