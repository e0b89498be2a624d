package sotto.spi.backend;

import java.time.Duration;
import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkException;
import sotto.spi.ServiceKey;

/// What carries the links of a [MediumNetwork]: all that tells one backend from another.
///
/// A medium is given only what the network has checked: our own keys, addresses that can exist,
/// deadlines that have not passed.
///
/// @param <K> the backend's keys
/// @param <I> what an identity is there: SOCKS credentials, a transient destination, a key
public interface Medium<K extends ServiceKey, I> {

  /// Makes a listener reachable and tells it how far that got, then and later.
  ///
  /// @param listener the listener
  /// @return what ends it; closing is idempotent, returns soon and never throws
  /// @throws NetworkException if it cannot be done
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  Publication publish(MediumListener<K> listener) throws NetworkException, InterruptedException;

  /// Makes an identity to dial as, which nobody has used before.
  ///
  /// @param isolation what it is for; never [Isolation.As]
  /// @return the identity
  I identity(Isolation isolation);

  /// Returns the identity that shows a listener's address to whom is dialled; asked for only on
  /// networks with [sotto.spi.Trait#DIAL_FROM_LISTENER].
  ///
  /// @param listener an open listener of this network
  /// @return its identity
  /// @throws NetworkException if it cannot be shown now
  I identity(MediumListener<K> listener) throws NetworkException;

  /// Opens a link.
  ///
  /// @param caller whom to be; on networks with a visible source the peer sees it
  /// @param peer whom to reach
  /// @param timeout how long to try, more than zero
  /// @param released called once when the link is closed, and never if there is none
  /// @return the link
  /// @throws NetworkException as [sotto.spi.Network#dial] says
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  Link dial(I caller, Address peer, Duration timeout, Runnable released)
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

  /// Hears that the network is being closed: its listeners and links are closed next, and then
  /// this. Returns soon and never throws.
  default void closing() {}

  /// Ends all calls and gives everything back, within 5 seconds; the network has closed its
  /// listeners and links before. Never throws.
  void close();

  /// What makes a listener reachable.
  interface Publication {

    /// Withdraws the listener. Idempotent, and never throws.
    void close();
  }
}
