package sotto.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;

/// A backend and what the suite needs around it.
///
/// A jar with a [NetworkProvider] alone is enough to run the suite: [#of] opens it with fresh
/// directories. A jar may provide one of these as a service too, and say there how its nodes are
/// configured, how slow they are, and how to make their daemon misbehave.
public interface BackendUnderTest extends AutoCloseable {

  /// The length in bytes of the keys and hashes that most networks use.
  int BARE_LENGTH = 32;

  /// Returns the backend.
  ///
  /// @return the same object each time
  NetworkProvider provider();

  /// Returns the scheme of the backend, which may be known before there is a provider.
  ///
  /// @return what [NetworkProvider#scheme] returns
  default String scheme() {
    return provider().scheme();
  }

  /// Returns the configuration of a new node. Two calls with two directories give two nodes that
  /// can reach each other.
  ///
  /// @param directory a directory of the node's own, which does not exist yet
  /// @return the configuration
  default NetworkConfig freshConfig(Path directory) {
    return NetworkConfig.at(directory);
  }

  /// Returns where this runs.
  ///
  /// @return the profile
  default Profile profile() {
    return Profile.HERMETIC;
  }

  /// Returns the means to make things go wrong.
  ///
  /// @return the faults, or nothing if there are none
  default Optional<Faults> faults() {
    return Optional.empty();
  }

  /// Returns how much slower than a network on one machine this one is. All waits of the suite are
  /// multiplied by it.
  ///
  /// @return 1 for as fast as memory; 1000 is about right for Tor
  default double timeScale() {
    return 1;
  }

  /// Returns how many bytes of an address's identifier are a bare key or hash, in which a wrong
  /// byte gives another address and cannot be noticed. What an identifier has beyond it is a
  /// checksum or a version.
  ///
  /// @return the length in bytes, 32 unless overridden
  default int bareLength() {
    return BARE_LENGTH;
  }

  /// Returns a second implementation of the same network, whose nodes and this one's can reach each
  /// other.
  ///
  /// @return the other implementation, or nothing
  default Optional<BackendUnderTest> other() {
    return Optional.empty();
  }

  /// Returns the jar or directory of the backend's classes.
  ///
  /// @return where the provider was loaded from, or nothing if that is not a file
  default Optional<Path> artifact() {
    return Artifacts.of(provider().getClass());
  }

  /// Returns the process id of a daemon that the backend uses and did not start.
  ///
  /// @param node one of this backend's configurations, of an open network
  /// @return the id, or nothing if there is no such process
  default OptionalLong attachedDaemon(NetworkConfig node) {
    return OptionalLong.empty();
  }

  /// Returns the name of the thread group that a library, which the backend is built on, starts
  /// threads in by itself, and lets nobody else make them. They are excepted from P8, and from
  /// nothing else: after `close` they must be gone like all others.
  ///
  /// @return the name, or nothing if all threads come from the configuration's factory
  default Optional<String> libraryThreads() {
    return Optional.empty();
  }

  /// Stops what stands around the backend.
  ///
  /// @throws IOException if that fails
  @Override
  default void close() throws IOException {}

  /// Finds the environment that somebody on the class path brings for a network.
  ///
  /// @param scheme the scheme of the network's addresses
  /// @return the environment, which nothing was started of yet, or nothing
  static Optional<BackendUnderTest> around(String scheme) {
    for (var backend : ServiceLoader.load(BackendUnderTest.class)) {
      if (backend.scheme().equals(scheme)) {
        return Optional.of(backend);
      }
    }
    return Optional.empty();
  }

  /// Returns a backend that needs nothing around it.
  ///
  /// @param provider the backend
  /// @return the backend under test
  static BackendUnderTest of(NetworkProvider provider) {
    return () -> provider;
  }
}
