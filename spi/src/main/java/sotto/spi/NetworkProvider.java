package sotto.spi;

import java.util.List;

/// A backend, as found on the class path: it knows its addresses and can be opened.
///
/// Backends are chosen by whoever runs the program, by putting a jar on the class path; the code
/// names a scheme or takes the only backend there is.
///
/// - **P1** A provider is found by [java.util.ServiceLoader], from a named module or from the class
///   path.
/// - **P2** Finding, constructing and asking a provider is pure: no thread, no I/O, no daemon.
/// - **P3** The scheme is 1 to 12 characters `a-z0-9`, starts with a letter, never changes, and is
///   unique among the backends that are present.
/// - **P4** A bad setting makes `open` fail with [NetworkException.ConfigRejected], which names the
///   setting.
public interface NetworkProvider {

  /// Returns the scheme of this backend's addresses, such as `tor`.
  ///
  /// @return the scheme
  String scheme();

  /// Returns one sentence for people: what this is and what it is good for. A backend without
  /// anonymity begins it with `TEST ONLY`.
  ///
  /// @return the sentence
  String description();

  /// Returns what this network promises beyond the rules, and how slow it may be.
  ///
  /// @return the traits
  Traits traits();

  /// Returns the offline half of this backend: addresses, keys and proofs.
  ///
  /// @return the same object each time
  Addresses addresses();

  /// Looks at what this backend finds on this machine and could use, such as programs and their
  /// versions, for people who want to know why something is not used.
  ///
  /// - **P9** To look is a local matter: no network is opened, nothing is sent, and afterwards no
  ///   process, thread, file handle or lock is left. A line reveals no path, address or key.
  ///
  /// @param config as for `open`
  /// @return what was found; empty for a backend that needs nothing, and unless it says otherwise
  /// @throws NetworkException.ConfigRejected if a setting cannot be used
  /// @throws NetworkException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted
  default List<Found> survey(NetworkConfig config) throws NetworkException, InterruptedException {
    return List.of();
  }

  /// Opens the network: contacts or starts the daemon.
  ///
  /// - **P5** Returns as soon as there is something to ask for its status, which may be long before
  ///   the network is ready; it does not wait for a bootstrap.
  /// - **P6** Opening again with the same configuration after `close` works, in the same process
  ///   too.
  /// - **P7** The data directory is the backend's alone while it is open: a second `open` on it
  ///   fails with [NetworkException.ConfigRejected]. Directories and files that it makes there are
  ///   readable by their owner only.
  ///
  /// @param config directory, settings, randomness, clock and threads
  /// @return an open network
  /// @throws NetworkException.ConfigRejected if a setting cannot be used
  /// @throws NetworkException.NetworkDown if the daemon is missing, refuses, or is not usable
  /// @throws NetworkException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  Network open(NetworkConfig config) throws NetworkException, InterruptedException;

  /// Returns the backends on the class path and the module path, ordered by scheme.
  ///
  /// @return the backends, perhaps none
  /// @throws NetworkException.NoBackend if a backend cannot be loaded, or two claim one scheme
  static List<NetworkProvider> found() throws NetworkException.NoBackend {
    return found(NetworkProvider.class.getClassLoader());
  }

  /// Returns the backends that a class loader sees, ordered by scheme.
  ///
  /// @param loader where to look, such as one made for a directory of jars
  /// @return the backends, perhaps none
  /// @throws NetworkException.NoBackend if a backend cannot be loaded, or two claim one scheme
  static List<NetworkProvider> found(ClassLoader loader) throws NetworkException.NoBackend {
    return Backends.in(loader);
  }

  /// Returns the backend for a scheme.
  ///
  /// @param scheme the scheme asked for, such as `tor`
  /// @return the backend
  /// @throws NetworkException.NoBackend if there is none; the message lists those that were found
  ///   and says how to add one
  static NetworkProvider of(String scheme) throws NetworkException.NoBackend {
    return Backends.of(scheme, found());
  }

  /// Returns the only backend there is.
  ///
  /// @return the backend
  /// @throws NetworkException.NoBackend if there is none, or more than one, for then it must be
  ///   chosen
  static NetworkProvider only() throws NetworkException.NoBackend {
    return Backends.only(found());
  }

  /// Something that a backend found.
  ///
  /// @param usable whether it would be used as it is
  /// @param line what it is and what to do about it, one line for people of at most
  ///   [NetworkStatus#DETAIL_MAX] characters
  record Found(boolean usable, String line) {

    /// Checks the length.
    public Found {
      if (line.length() > NetworkStatus.DETAIL_MAX) {
        throw new IllegalArgumentException("the line is too long");
      }
    }
  }
}
