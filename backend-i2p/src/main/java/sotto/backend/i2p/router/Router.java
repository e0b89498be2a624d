package sotto.backend.i2p.router;

import sotto.backend.i2p.client.Gateway;
import sotto.backend.i2p.client.Greeting;
import sotto.spi.NetworkException.NetworkDown;

/// The router that one network uses.
public interface Router extends AutoCloseable {

  /// Asks it whether it can be used.
  ///
  /// @return what it says
  /// @throws NetworkDown if it cannot
  /// @throws InterruptedException if the thread is interrupted
  Greeting greet() throws NetworkDown, InterruptedException;

  /// Returns the way to it.
  ///
  /// @return the same each time
  Gateway gateway();

  /// Lets go of it: a router that we did not start still runs, and one that we did is stopped.
  /// Idempotent; never throws, and takes 4 seconds at the most.
  @Override
  void close();
}
