package sotto.backend.loopback;

import sotto.backend.loopback.core.LoopbackAddresses;
import sotto.backend.loopback.tcp.TcpFace;
import sotto.spi.Addresses;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkProvider;
import sotto.spi.Traits;

/// TEST ONLY, no anonymity: links over TCP on 127.0.0.1, between processes of one user.
///
/// Processes find each other through a directory that they share:
///
/// | setting | value | if absent |
/// |---|---|---|
/// | `registry` | an absolute directory that only its owner can write in | one for each user, beside other temporary files |
/// | `host` | `127.0.0.1`, and nothing else | the same |
/// | `port` | the port of the only listener, 1 to 65535 | any free port |
/// | `round` | how often to look after what was published, 10 to 60000 ms | 2000 |
///
/// For many nodes in one process, other networks' habits, virtual time and faults see
/// [sotto.backend.loopback.fabric.Fabric].
public final class LoopbackProvider implements NetworkProvider {

  /// The scheme of its addresses.
  public static final String SCHEME = "loopback";

  private final Traits traits = TcpFace.traits();
  private final LoopbackAddresses addresses = new LoopbackAddresses(SCHEME, traits);

  /// Makes a provider; pure.
  public LoopbackProvider() {}

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public String description() {
    return "TEST ONLY, no anonymity: links between processes of this machine, over TCP on"
        + " 127.0.0.1.";
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public Addresses addresses() {
    return addresses;
  }

  @Override
  public Network open(NetworkConfig config) throws NetworkException, InterruptedException {
    return TcpFace.open(SCHEME, addresses, config);
  }
}
