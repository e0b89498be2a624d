package sotto.backend.i2p;

import java.time.Duration;
import java.util.EnumSet;
import sotto.backend.i2p.core.I2pMedium;
import sotto.backend.i2p.destination.I2pAddresses;
import sotto.backend.i2p.router.I2pSettings;
import sotto.backend.i2p.router.Routers;
import sotto.spi.Addresses;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkProvider;
import sotto.spi.Trait;
import sotto.spi.Traits;
import sotto.spi.backend.Crew;
import sotto.spi.backend.DirectoryLock;
import sotto.spi.backend.MediumNetwork;
import sotto.spi.backend.RealGate;
import sotto.spi.backend.SharedRandom;
import sotto.spi.backend.Station;

/// I2P: destinations with Ed25519 keys, and dials between them.
public final class I2pProvider implements NetworkProvider {

  /// How many destinations one network listens at: each has tunnels of its own, through strangers.
  private static final int LISTENERS_MAX = 8;

  /// How many identities are in use at once: each but the shared one has tunnels of its own.
  private static final int ISOLATIONS_MAX = 8;

  private static final Traits TRAITS =
      new Traits(
          EnumSet.of(
              Trait.SOURCE_VISIBLE,
              Trait.MULTI_LISTENER,
              Trait.SELF_DIAL,
              Trait.DIAL_FROM_LISTENER,
              Trait.ADDRESS_PROOF,
              Trait.ABORT_SIGNAL),
          Duration.ofSeconds(5),
          Duration.ofSeconds(45),
          Duration.ofHours(1),
          // A router remembers for two minutes that it did not find an address.
          Duration.ofMinutes(3),
          // Leases live for ten minutes, and clocks differ.
          Duration.ofMinutes(11),
          LISTENERS_MAX,
          ISOLATIONS_MAX);

  private final I2pAddresses addresses = new I2pAddresses();

  /// Makes a provider; it does nothing yet.
  public I2pProvider() {}

  @Override
  public String scheme() {
    return I2pAddresses.SCHEME;
  }

  @Override
  public String description() {
    return "The I2P network, through a router that runs already or one that is started for it.";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Addresses addresses() {
    return addresses;
  }

  @Override
  public Network open(NetworkConfig config) throws NetworkException, InterruptedException {
    var settings = I2pSettings.of(config);
    return DirectoryLock.open(config.directory(), lock -> open(config, settings, lock));
  }

  private Network open(NetworkConfig config, I2pSettings settings, DirectoryLock lock)
      throws NetworkException, InterruptedException {
    var random = new SharedRandom(config.random());
    var station = new Station(scheme(), TRAITS, addresses, RealGate::new, random);
    var crew = new Crew(config.threads());
    var router = Routers.of(settings, config, random);
    var medium = new I2pMedium(station, addresses, router, settings.tuning(), crew);
    var open = false;
    try {
      medium.open();
      open = true;
    } finally {
      if (!open) {
        medium.close();
      }
    }
    return new MediumNetwork<>(station, addresses, medium, lock::close);
  }
}
