package sotto.backend.i2p.router;

import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.backend.SharedRandom;

/// Finds or starts the router that the settings ask for.
public final class Routers {

  private Routers() {}

  /// Returns a network's router.
  ///
  /// @param settings which
  /// @param config the network's
  /// @param random the network's
  /// @return the router
  /// @throws NetworkException if there is none to be had
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  public static Router of(I2pSettings settings, NetworkConfig config, SharedRandom random)
      throws NetworkException, InterruptedException {
    return switch (settings.mode()) {
      case ATTACH -> new AttachedRouter(settings.endpoint(), settings.login(), config, random);
      case EMBEDDED -> OwnRouter.open(settings, config, random);
    };
  }
}
