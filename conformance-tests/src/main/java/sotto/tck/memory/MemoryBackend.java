package sotto.tck.memory;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import sotto.spi.NetworkConfig;
import sotto.spi.Trait;
import sotto.tck.BackendUnderTest;
import sotto.tck.Fault;
import sotto.tck.Faults;

/// The memory network as a backend under test, with every fault there is.
public final class MemoryBackend implements BackendUnderTest {

  private final MemoryProvider provider;

  private final Optional<Path> artifact;

  private MemoryBackend(MemoryProvider provider, Optional<Path> artifact) {
    this.provider = provider;
    this.artifact = artifact;
  }

  /// Returns a backend that keeps every rule.
  public static MemoryBackend correct() {
    return new MemoryBackend(new MemoryProvider(), Optional.empty());
  }

  /// Returns a backend that has bugs.
  public static MemoryBackend with(Bug... bugs) {
    return new MemoryBackend(
        new MemoryProvider(Set.of(bugs), EnumSet.allOf(Trait.class)), Optional.empty());
  }

  /// Returns a backend without some traits, which keeps every rule.
  public static MemoryBackend without(Set<Trait> missing) {
    return new MemoryBackend(
        new MemoryProvider(Set.of(), EnumSet.complementOf(setOf(missing))), Optional.empty());
  }

  @Override
  public MemoryProvider provider() {
    return provider;
  }

  /// Returns the same backend, said to have come from a jar.
  public MemoryBackend from(Path jar) {
    return new MemoryBackend(provider, Optional.of(jar));
  }

  @Override
  public Optional<Path> artifact() {
    return artifact;
  }

  @Override
  public Optional<Faults> faults() {
    return Optional.of(new MemoryFaults(provider.fabric()));
  }

  /// A second provider stands for a second implementation.
  @Override
  public Optional<BackendUnderTest> other() {
    return Optional.of(new MemoryBackend(provider.twin(), artifact));
  }

  /// A key at two ports needs ports, and two listeners.
  private static EnumSet<Trait> setOf(Set<Trait> traits) {
    var set = EnumSet.noneOf(Trait.class);
    set.addAll(traits);
    if (set.contains(Trait.VIRTUAL_PORTS) || set.contains(Trait.MULTI_LISTENER)) {
      set.add(Trait.SAME_KEY_MULTI_PORT);
    }
    return set;
  }

  private record MemoryFaults(Fabric fabric) implements Faults {

    @Override
    public Set<Fault> supported() {
      return EnumSet.allOf(Fault.class);
    }

    @Override
    public void inject(Fault fault, NetworkConfig node) {
      fabric.daemon(node.directory()).inject(fault);
    }

    @Override
    public void heal(NetworkConfig node) {
      fabric.daemon(node.directory()).heal();
    }
  }
}
