package example.unix;

import java.time.Duration;
import java.util.EnumSet;
import sotto.spi.Addresses;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkProvider;
import sotto.spi.Trait;
import sotto.spi.Traits;

/// TEST ONLY: a network of the processes on one machine that share a directory of UNIX-domain
/// sockets.
public final class UnixProvider implements NetworkProvider {

  static final String SCHEME = "unix";

  private static final Traits TRAITS =
      new Traits(
          EnumSet.of(
              Trait.PUBLISH_CONFIRMED, Trait.MULTI_LISTENER, Trait.SELF_DIAL, Trait.DIAL_CONFIRMED),
          Duration.ofMillis(5),
          Duration.ofMillis(100),
          Duration.ofDays(1),
          Duration.ZERO,
          Duration.ZERO,
          UnixNetwork.LISTENERS_MAX,
          UnixNetwork.LINKS_MAX);

  private final Addresses addresses = new UnixAddresses();

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public String description() {
    return "TEST ONLY, no anonymity: UNIX-domain sockets in a directory on this machine.";
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
  public Network open(NetworkConfig config) throws NetworkException {
    return UnixNetwork.open(config, addresses);
  }
}
