package sotto.tck.memory;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sotto.spi.Address;
import sotto.spi.NetworkException.KeyInUse;

/// What the networks of one provider share: who listens where, and how each node's daemon is.
///
/// Safe for use by any number of threads.
final class Fabric {

  private final Bugs bugs;
  private final Map<Address, MemoryListener> listeners = new HashMap<>();
  private final Map<Path, Daemon> daemons = new ConcurrentHashMap<>();
  private final Set<Path> directories = new HashSet<>();
  private final Set<Address> notFound = ConcurrentHashMap.newKeySet();

  Fabric(Bugs bugs) {
    this.bugs = bugs;
  }

  Bugs bugs() {
    return bugs;
  }

  Daemon daemon(Path directory) {
    return daemons.computeIfAbsent(directory, _ -> new Daemon());
  }

  /// Takes a directory for one network, or says that another has it.
  synchronized boolean claim(Path directory) {
    return directories.add(directory);
  }

  synchronized void release(Path directory) {
    directories.remove(directory);
    daemons.remove(directory);
  }

  synchronized void publish(MemoryListener listener) throws KeyInUse {
    if (listeners.putIfAbsent(listener.address(), listener) != null) {
      throw new KeyInUse(
          "This key is being listened on already. What to do: close the other listener.");
    }
  }

  synchronized void withdraw(MemoryListener listener) {
    listeners.remove(listener.address(), listener);
  }

  /// Finds who listens at exactly this address.
  synchronized Optional<MemoryListener> find(Address address) {
    if (bugs.has(Bug.NEGATIVE_CACHE) && notFound.contains(address)) {
      return Optional.empty();
    }
    var found = Optional.ofNullable(listeners.get(address));
    if (found.isEmpty()) {
      notFound.add(address);
    }
    return found;
  }

  /// Tells whether anybody listens under an address's key, at whatever port.
  synchronized boolean knows(Address address) {
    var key = address.withPort(Address.NO_PORT);
    return listeners.keySet().stream()
        .anyMatch(known -> known.withPort(Address.NO_PORT).equals(key));
  }
}
