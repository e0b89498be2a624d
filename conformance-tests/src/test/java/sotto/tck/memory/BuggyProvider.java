package sotto.tck.memory;

import java.util.EnumSet;
import java.util.Set;
import sotto.spi.Addresses;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkProvider;
import sotto.spi.Trait;
import sotto.spi.Traits;

/// A backend with a bug, as a stranger's jar would have one.
public final class BuggyProvider implements NetworkProvider {

  private final MemoryProvider broken =
      new MemoryProvider(Set.of(Bug.BLAMES_US_FOR_A_MISSING_PEER), EnumSet.allOf(Trait.class));

  /// Makes the provider.
  public BuggyProvider() {}

  @Override
  public String scheme() {
    return broken.scheme();
  }

  @Override
  public String description() {
    return broken.description();
  }

  @Override
  public Traits traits() {
    return broken.traits();
  }

  @Override
  public Addresses addresses() {
    return broken.addresses();
  }

  @Override
  public Network open(NetworkConfig config) throws NetworkException, InterruptedException {
    return broken.open(config);
  }
}
