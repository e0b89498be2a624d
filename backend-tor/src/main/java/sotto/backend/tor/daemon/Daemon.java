package sotto.backend.tor.daemon;

import java.nio.file.Path;
import java.util.function.Consumer;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.ControlEvent;
import sotto.backend.tor.control.Endpoint;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;

/// A tor, however we came by it.
///
/// Safe for use by any number of threads; [#connect] is for one at a time.
public sealed interface Daemon extends AutoCloseable permits AttachedTor, SpawnedTor {

  /// Chooses a tor. Nothing is started or contacted yet, but programs that could be a tor are asked
  /// for their version.
  ///
  /// @param settings the user's settings
  /// @param config directory, randomness and threads
  /// @return the tor
  /// @throws NetworkException if a setting or the data directory cannot be used, or no tor that may
  ///   be used was found
  /// @throws InterruptedException if the thread is interrupted; nothing runs
  static Daemon of(TorSettings settings, NetworkConfig config)
      throws NetworkException, InterruptedException {
    if (settings.mode().equals(java.util.Optional.of(Mode.ATTACH))) {
      return new AttachedTor(settings, config);
    }
    return SpawnedTor.of(settings, config);
  }

  /// Opens a session; starts a tor first if it is to be ours. Ends an earlier session of this
  /// daemon, and with it an earlier tor of ours.
  ///
  /// It tries once: when to try again is the caller's to decide. A tor of ours comes back owned,
  /// and with its network enabled, unless the user's torrc says `DisableNetwork 1`.
  ///
  /// @param events is given the session's events, as [Control#open] says
  /// @return an open session
  /// @throws NetworkException.NetworkDown if there is no tor, or it does not let us in
  /// @throws NetworkException.ConfigRejected if tor does not accept a setting, or the data
  ///   directory
  /// @throws NetworkException.NetworkClosed if the daemon was closed
  /// @throws NetworkException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted; nothing of ours runs
  Control connect(Consumer<ControlEvent> events) throws NetworkException, InterruptedException;

  /// Returns where this tor takes SOCKS.
  ///
  /// @param control an open session with it
  /// @return the endpoint
  /// @throws NetworkException if it takes none on this machine, or the session is over
  /// @throws InterruptedException if the thread is interrupted
  Endpoint socks(Control control) throws NetworkException, InterruptedException;

  /// Returns a directory where sockets may be made that are short enough; names have at most 24
  /// characters. Its owner alone may enter it.
  ///
  /// @return the directory
  Path sockets();

  /// Tells whether this tor can connect to a socket in [#sockets]: whether it runs as our user, or
  /// as one who may do anything.
  ///
  /// @param control an open session with it
  /// @return whether it can, as far as it says
  /// @throws NetworkException if the session is over
  /// @throws InterruptedException if the thread is interrupted
  boolean reaches(Control control) throws NetworkException, InterruptedException;

  /// Tells whether it is ours, and ends with us.
  ///
  /// @return whether it was spawned
  boolean owned();

  /// Tells whether it is there, as far as is known without asking.
  ///
  /// @return for one of ours, whether its process runs; for another, whether the last session goes
  ///   on
  boolean alive();

  /// Ends the session; and the tor, if it is ours. Idempotent; waits for its end, at the most five
  /// seconds.
  @Override
  void close();
}
