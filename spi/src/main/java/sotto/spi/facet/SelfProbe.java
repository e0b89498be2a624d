package sotto.spi.facet;

import java.time.Duration;
import sotto.spi.Listener;
import sotto.spi.NetworkException;

/// Finds out whether the world can reach a listener of ours, by dialling it the long way round;
/// belongs to [sotto.spi.Trait#SELF_DIAL].
///
/// A probe is a dial like any other, by a caller whom nobody has seen before: at the listener a
/// link arrives, which ends without a byte.
///
/// - **F5** `REACHED` is said only when a link went through the network and arrived, so that the
///   listener's status says so too. What could not be found out is `UNKNOWN`, never `UNREACHED`.
public interface SelfProbe {

  /// Dials a listener of this network.
  ///
  /// @param listener an open listener of this network
  /// @param timeout how long the dial may take, and then the link's arrival
  /// @return what was found out
  /// @throws NetworkException.AddressRejected if it is not an open listener of this network
  /// @throws NetworkException.NetworkClosed if the network was closed
  /// @throws InterruptedException if the thread is interrupted
  Reach probe(Listener listener, Duration timeout) throws NetworkException, InterruptedException;

  /// How far a probe came.
  enum Reach {
    /// A link arrived.
    REACHED,
    /// The network works, and found no way in: the listener is not published, or refuses.
    UNREACHED,
    /// Nobody could say: our own network is down, time was short, or callers need a credential.
    UNKNOWN
  }
}
