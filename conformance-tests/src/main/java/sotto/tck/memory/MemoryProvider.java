package sotto.tck.memory;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkProvider;
import sotto.spi.Trait;
import sotto.spi.Traits;

/// The provider of networks inside one process. All networks of one provider reach each other.
public final class MemoryProvider implements NetworkProvider {

  /// The scheme of its addresses.
  static final String SCHEME = "memory";

  private static final int LISTENERS_MAX = 12;
  private static final int ISOLATIONS_MAX = 16;

  private final Traits traits;
  private final Fabric fabric;
  private final MemoryAddresses addresses;

  /// Makes a provider that keeps every rule and has every trait.
  public MemoryProvider() {
    this(Set.of(), EnumSet.allOf(Trait.class));
  }

  /// Makes a provider with bugs, or with fewer traits.
  public MemoryProvider(Set<Bug> bugs, Set<Trait> traits) {
    this(new Fabric(new Bugs(bugs)), traits);
  }

  private MemoryProvider(Fabric fabric, Set<Trait> traits) {
    this.traits =
        new Traits(
            traits,
            Duration.ofMillis(1),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ZERO,
            Duration.ZERO,
            LISTENERS_MAX,
            ISOLATIONS_MAX);
    this.fabric = fabric;
    this.addresses = new MemoryAddresses(this.traits, fabric.bugs());
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public String description() {
    return "TEST ONLY: a network inside one process, with no anonymity at all.";
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public MemoryAddresses addresses() {
    return addresses;
  }

  @Override
  public Network open(NetworkConfig config) throws ConfigRejected {
    for (var name : config.settings().keySet()) {
      throw new ConfigRejected(name, "There is no such setting. What to do: remove it.");
    }
    return new MemoryNetwork(this, config, fabric);
  }

  /// Makes a second provider, whose networks and this one's reach each other.
  MemoryProvider twin() {
    return new MemoryProvider(fabric, traits.set());
  }

  /// Returns what its networks share.
  Fabric fabric() {
    return fabric;
  }
}
