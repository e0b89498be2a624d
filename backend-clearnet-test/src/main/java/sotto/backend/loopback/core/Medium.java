package sotto.backend.loopback.core;

import java.time.Duration;
import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkException;

/// What carries the links of a [LoopbackNetwork]: real TCP, or a fabric.
///
/// A medium is given only what the network has checked: our own keys, addresses that can exist,
/// deadlines that have not passed.
public interface Medium {

  /// Makes a listener reachable and tells it how far that got, then and later.
  ///
  /// @param listener the listener
  /// @return what ends it; closing is idempotent, returns soon and never throws
  /// @throws NetworkException if it cannot be done
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  Publication publish(LoopbackListener listener) throws NetworkException, InterruptedException;

  /// Opens a link.
  ///
  /// @param caller whom to be; the medium may show it to the peer
  /// @param peer whom to reach
  /// @param timeout how long to try, more than zero
  /// @param released called once when the link is closed, and never if there is none
  /// @return the link
  /// @throws NetworkException as [sotto.spi.Network#dial] says
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  StreamLink dial(LoopbackKey caller, Address peer, Duration timeout, Runnable released)
      throws NetworkException, InterruptedException;

  /// Takes a hint; returns at once.
  ///
  /// @param hint what happened
  void hint(Hint hint);

  /// Returns an optional feature.
  ///
  /// @param <T> the facet
  /// @param type its type
  /// @return the facet, or nothing
  <T> Optional<T> facet(Class<T> type);

  /// Ends all calls and gives everything back, within 5 seconds; the network has closed its
  /// listeners and links before. Never throws.
  void close();

  /// What makes a listener reachable.
  interface Publication {

    /// Withdraws the listener. Idempotent, and never throws.
    void close();
  }
}
