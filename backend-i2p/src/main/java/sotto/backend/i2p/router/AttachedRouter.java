package sotto.backend.i2p.router;

import java.time.Duration;
import java.util.Optional;
import sotto.backend.i2p.client.Endpoint;
import sotto.backend.i2p.client.Gateway;
import sotto.backend.i2p.client.Greeting;
import sotto.backend.i2p.client.Knock;
import sotto.backend.i2p.client.Login;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.backend.SharedRandom;

/// A router that runs already, and that somebody else looks after.
public final class AttachedRouter implements Router {

  private static final Duration THREADS_END = Duration.ofMillis(1500);

  private final Gateway gateway;
  private final Knock knock;

  /// Prepares to use it; nothing is sent yet.
  ///
  /// @param endpoint where it takes I2CP
  /// @param login as whom
  /// @param config the network's
  /// @param random the network's
  public AttachedRouter(
      Endpoint endpoint, Optional<Login> login, NetworkConfig config, SharedRandom random) {
    this.gateway = Gateway.attached(endpoint, login, config, random);
    this.knock = new Knock(endpoint, login, config.clock());
  }

  @Override
  public Greeting greet() throws NetworkDown, InterruptedException {
    return knock.ask();
  }

  @Override
  public Gateway gateway() {
    return gateway;
  }

  @Override
  public void close() {
    gateway.close(THREADS_END);
  }
}
