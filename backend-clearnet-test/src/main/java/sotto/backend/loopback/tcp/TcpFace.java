package sotto.backend.loopback.tcp;

import java.io.IOException;
import sotto.backend.loopback.core.LoopbackAddresses;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.Trait;
import sotto.spi.Traits;
import sotto.spi.backend.Crew;
import sotto.spi.backend.DirectoryLock;
import sotto.spi.backend.MediumNetwork;
import sotto.spi.backend.RealGate;
import sotto.spi.backend.SharedRandom;
import sotto.spi.backend.Station;

/// The TCP face as a whole: what it promises, and how it is opened.
public final class TcpFace {

  /// How many identities can be in use at once: each costs a connection, hence two of the files
  /// that a process may have open.
  private static final int ISOLATIONS_MAX = 256;

  private TcpFace() {}

  /// Returns what it promises.
  ///
  /// @return the traits
  public static Traits traits() {
    var fast =
        Traits.fast(
            Trait.SOURCE_VISIBLE,
            Trait.PUBLISH_CONFIRMED,
            Trait.MULTI_LISTENER,
            Trait.SELF_DIAL,
            Trait.DIAL_CONFIRMED,
            Trait.DIAL_FROM_LISTENER,
            Trait.ADDRESS_PROOF,
            Trait.ABORT_SIGNAL);
    return new Traits(
        fast.set(),
        fast.dialTypical(),
        fast.firstContact(),
        fast.idleMax(),
        fast.notFoundMemory(),
        fast.staleAfterLoss(),
        fast.listenersMax(),
        ISOLATIONS_MAX);
  }

  /// Opens it.
  ///
  /// @param scheme the scheme of its addresses
  /// @param addresses its addresses
  /// @param config as the user gave it
  /// @return an open network
  /// @throws NetworkException as [sotto.spi.NetworkProvider#open] says
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  public static Network open(String scheme, LoopbackAddresses addresses, NetworkConfig config)
      throws NetworkException, InterruptedException {
    var settings = Settings.of(config);
    return DirectoryLock.open(
        config.directory(), lock -> open(scheme, addresses, config, settings, lock));
  }

  private static Network open(
      String scheme,
      LoopbackAddresses addresses,
      NetworkConfig config,
      Settings settings,
      DirectoryLock lock)
      throws ConfigRejected, InterruptedException {
    try {
      var random = new SharedRandom(config.random());
      var registry = new Registry(settings.registry(lock.file()), lock.file(), random);
      var station = new Station(scheme, traits(), addresses, RealGate::new, random);
      var crew = new Crew(config.threads());
      var network =
          new MediumNetwork<>(
              station,
              addresses,
              new TcpMedium(station, addresses, registry, settings, crew),
              lock::close);
      station.ready();
      return network;
    } catch (ConfigRejected e) {
      throw e;
    } catch (IOException e) {
      throw unusable();
    }
  }

  private static ConfigRejected unusable() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return new ConfigRejected(
        Registry.SETTING,
        "The registry's directory cannot be made or written. What to do: free space on its disk,"
            + " or set 'registry' to a directory that you can write in.");
  }
}
