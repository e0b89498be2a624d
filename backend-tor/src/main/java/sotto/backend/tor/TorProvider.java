package sotto.backend.tor;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import sotto.backend.tor.core.TorMedium;
import sotto.backend.tor.daemon.Daemon;
import sotto.backend.tor.daemon.Survey;
import sotto.backend.tor.daemon.TorSettings;
import sotto.backend.tor.onion.OnionAddresses;
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

/// Tor: onion services of version 3, and dials to them.
public final class TorProvider implements NetworkProvider {

  /// How many onion services one network has at once: tor keeps introduction circuits for each.
  private static final int LISTENERS_MAX = 32;

  /// How many identities are in use at once: tor builds circuits for each, and its guard sees them.
  private static final int ISOLATIONS_MAX = 256;

  private static final Traits TRAITS =
      new Traits(
          EnumSet.of(
              Trait.VIRTUAL_PORTS,
              Trait.PUBLISH_CONFIRMED,
              Trait.MULTI_LISTENER,
              Trait.CLIENT_AUTH,
              Trait.SELF_DIAL,
              Trait.ADDRESS_PROOF),
          Duration.ofSeconds(3),
          Duration.ofSeconds(45),
          Duration.ofHours(1),
          Duration.ofSeconds(60),
          Duration.ofHours(3),
          LISTENERS_MAX,
          ISOLATIONS_MAX);

  private final OnionAddresses addresses = new OnionAddresses();

  /// Makes a provider; it does nothing yet.
  public TorProvider() {}

  @Override
  public String scheme() {
    return OnionAddresses.SCHEME;
  }

  @Override
  public String description() {
    return "The Tor network, through a tor that runs already or one that is started for it.";
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
  public List<Found> survey(NetworkConfig config) throws NetworkException, InterruptedException {
    return Survey.report(config).stream()
        .map(finding -> new Found(finding.usable(), finding.line()))
        .toList();
  }

  @Override
  public Network open(NetworkConfig config) throws NetworkException, InterruptedException {
    var settings = TorSettings.of(config);
    return DirectoryLock.open(config.directory(), lock -> open(config, settings, lock));
  }

  private Network open(NetworkConfig config, TorSettings settings, DirectoryLock lock)
      throws NetworkException, InterruptedException {
    var random = new SharedRandom(config.random());
    var station = new Station(scheme(), TRAITS, addresses, RealGate::new, random);
    var crew = new Crew(config.threads());
    var daemon = Daemon.of(settings, config);
    var medium = new TorMedium(station, addresses, daemon, settings, crew);
    var open = false;
    try {
      medium.open(crew);
      open = true;
    } finally {
      if (!open) {
        medium.close();
      }
    }
    return new MediumNetwork<>(station, addresses, medium, lock::close);
  }
}
