package sotto.backend.loopback.fabric;

import sotto.backend.loopback.core.LoopbackAddresses;
import sotto.spi.Addresses;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkProvider;
import sotto.spi.Traits;
import sotto.spi.backend.DirectoryLock;
import sotto.spi.backend.MediumNetwork;
import sotto.spi.backend.SharedRandom;
import sotto.spi.backend.Station;

/// Opens nodes of one fabric. There are no settings.
final class FabricProvider implements NetworkProvider {

  private final Fabric fabric;
  private final LoopbackAddresses addresses;

  FabricProvider(Fabric fabric) {
    this.fabric = fabric;
    var personality = fabric.personality();
    this.addresses = new LoopbackAddresses(personality.scheme(), personality.traits());
  }

  @Override
  public String scheme() {
    return fabric.personality().scheme();
  }

  @Override
  public String description() {
    return "TEST ONLY, no anonymity: links inside one process, with the habits of another network.";
  }

  @Override
  public Traits traits() {
    return fabric.personality().traits();
  }

  @Override
  public Addresses addresses() {
    return addresses;
  }

  @Override
  public Network open(NetworkConfig config) throws NetworkException, InterruptedException {
    for (var name : config.settings().keySet()) {
      throw new ConfigRejected(name, "A fabric has no settings. What to do: remove it.");
    }
    return DirectoryLock.open(config.directory(), lock -> open(config, lock));
  }

  private Network open(NetworkConfig config, DirectoryLock lock) {
    var node = fabric.node(config.directory());
    var station =
        new Station(
            scheme(),
            traits(),
            addresses,
            () -> new FabricGate(fabric.timeline()),
            new SharedRandom(config.random()));
    var medium = new FabricMedium(fabric, node, station, addresses);
    return fabric.locked(
        () -> {
          fabric.traceLog().add(node.name(), "opens");
          node.open(medium);
          medium.boot();
          return new MediumNetwork<>(station, addresses, medium, lock::close);
        });
  }
}
