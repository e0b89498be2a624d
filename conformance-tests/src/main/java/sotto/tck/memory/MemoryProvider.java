package sotto.tck.memory;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
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
  private final Mischief mischief;

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
            declared(fabric.bugs(), traits),
            Duration.ofMillis(1),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ZERO,
            Duration.ZERO,
            LISTENERS_MAX,
            ISOLATIONS_MAX);
    this.fabric = fabric;
    this.mischief = new Mischief(fabric.bugs());
    this.addresses = new MemoryAddresses(this.traits, fabric.bugs());
  }

  private static Set<Trait> declared(Bugs bugs, Set<Trait> traits) {
    var declared = new HashSet<>(traits);
    if (bugs.has(Bug.DECLARES_TOO_LITTLE)) {
      declared.remove(Trait.SELF_DIAL);
    }
    return declared;
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public String description() {
    return fabric.bugs().has(Bug.SAYS_NOTHING_OF_ITSELF)
        ? ""
        : "TEST ONLY: a network inside one process, with no anonymity at all.";
  }

  @Override
  public Traits traits() {
    mischief.asked();
    return traits;
  }

  @Override
  public MemoryAddresses addresses() {
    return fabric.bugs().has(Bug.MAKES_NEW_ADDRESSES)
        ? new MemoryAddresses(traits, fabric.bugs())
        : addresses;
  }

  @Override
  public List<Found> survey(NetworkConfig config) {
    mischief.surveyed();
    var where = fabric.bugs().has(Bug.SURVEYS_PATHS) ? config.directory() : "this process";
    return List.of(new Found(true, "memory: found in " + where + "."));
  }

  @Override
  public Network open(NetworkConfig config) throws ConfigRejected, InterruptedException {
    if (fabric.bugs().has(Bug.TAKES_ANY_SETTING)) {
      return new MemoryNetwork(this, config, fabric);
    }
    for (var name : config.settings().keySet()) {
      throw new ConfigRejected(name, "There is no such setting. What to do: remove it.");
    }
    mischief.opening(config.threads());
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
