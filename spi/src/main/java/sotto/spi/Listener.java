package sotto.spi;

import java.time.Duration;
import java.util.Optional;

/// An address of ours at which peers may arrive.
///
/// Safe for use by any number of threads. Its rules, besides those of [Network#listen]:
///
/// - **V6** `accept` hands out each arriving link once, to one caller. It ends when the listener or
///   the network is closed or its thread is interrupted, and at nothing else: it survives the
///   daemon's death.
/// - **V7** Links that arrive before the first `accept`, at least [#BACKLOG_MIN] of them, wait for
///   it; what cannot wait is refused, so that the dialler knows. None is lost silently.
/// - **V8** After `close` dials to the address fail, links already accepted live on, and links
///   still waiting are closed.
/// - **V9** Listeners are separate: a link arrives only at the one that was dialled.
/// - **V10** No link arrives except through the network. Where a backend needs a local socket for
///   it, that socket is out of reach of other machines, and other local processes cannot use it to
///   inject a link.
public interface Listener extends AutoCloseable {

  /// How many links can wait for `accept` at the least.
  int BACKLOG_MIN = 16;

  /// Returns the address under which peers reach this listener.
  ///
  /// @return the address; the same for as long as the listener lives, also across restarts
  Address address();

  /// Returns how far the world can reach this listener, as far as there is evidence.
  ///
  /// - **S7** A status never claims more than was observed: `PUBLISHED` needs the network's
  ///   confirmation, `REACHABLE` a link that came in.
  /// - **S8** Status falls when evidence is lost: a listener that was published and is no longer
  ///   says so.
  ///
  /// @return the newest status
  ListenerStatus status();

  /// Waits until the status is newer than one already seen; the rules are those of
  /// [Network#awaitStatus].
  ///
  /// @param after the sequence number of the newest status that the caller knows, or `-1`
  /// @param timeout how long to wait; zero or less does not wait
  /// @return the newest status, which is not newer than `after` if the time ran out
  /// @throws InterruptedException if the thread is interrupted while waiting
  ListenerStatus awaitStatus(long after, Duration timeout) throws InterruptedException;

  /// Waits for the next link that arrives.
  ///
  /// @return an open link
  /// @throws NetworkException.NetworkClosed if the listener or the network is or gets closed
  /// @throws NetworkException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted; the listener stays open
  Link accept() throws NetworkException, InterruptedException;

  /// Waits for the next link that arrives, but not for ever.
  ///
  /// @param timeout how long to wait; zero or less takes only what has arrived already
  /// @return an open link, or nothing if none came in time
  /// @throws NetworkException.NetworkClosed if the listener or the network is or gets closed
  /// @throws NetworkException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted; the listener stays open
  Optional<Link> accept(Duration timeout) throws NetworkException, InterruptedException;

  /// Stops listening. Idempotent, and never throws.
  @Override
  void close();
}
