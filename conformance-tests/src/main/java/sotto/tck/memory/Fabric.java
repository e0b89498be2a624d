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
    return directories.add(directory) || bugs.has(Bug.SHARES_DIRECTORIES);
  }

  synchronized void release(Path directory) {
    if (!bugs.has(Bug.NEVER_FREES_THE_DIRECTORY)) {
      directories.remove(directory);
    }
    daemons.remove(directory);
  }

  /// Closes every link that any listener's network has.
  synchronized void closeAllLinks() {
    listeners
        .values()
        .forEach(each -> Set.copyOf(each.network().links()).forEach(MemoryLink::close));
  }

  /// Tells whether somebody listens at exactly this address already.
  synchronized boolean isTaken(Address address) {
    return listeners.containsKey(address) && !bugs.has(Bug.LISTENS_TWICE_IN_SILENCE);
  }

  synchronized void publish(MemoryListener listener) throws KeyInUse {
    if (isTaken(listener.address())) {
      throw new KeyInUse(
          "This key is being listened on already. What to do: close the other listener.");
    }
    listeners.putIfAbsent(listener.address(), listener);
  }

  synchronized void withdraw(MemoryListener listener) {
    if (!bugs.has(Bug.NEVER_FREES_A_KEY) && !bugs.has(Bug.ANSWERS_AFTER_CLOSE)) {
      listeners.remove(listener.address(), listener);
    }
  }

  /// Finds who listens at exactly this address.
  synchronized Optional<MemoryListener> find(Address address) {
    if (bugs.has(Bug.NEGATIVE_CACHE) && notFound.contains(address)) {
      return Optional.empty();
    }
    if (bugs.has(Bug.MIXES_LISTENERS) || (bugs.has(Bug.IGNORES_PORTS) && knows(address))) {
      return listeners.values().stream().findFirst();
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
