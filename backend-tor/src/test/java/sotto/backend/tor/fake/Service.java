package sotto.backend.tor.fake;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An onion service that a fake runs.
///
/// Guarded by the network's monitor.
final class Service {

  private final OnionId id;
  private final Daemon tor;
  private final List<Target> targets;
  private final Set<String> clients;
  private boolean announced;
  private boolean settled;
  private boolean alive = true;

  /// Makes a service; `clients` are the public keys, in base32, of those whom it admits, or nobody
  /// if it admits everybody.
  Service(OnionId id, Daemon tor, List<Target> targets, Set<String> clients) {
    this.id = id;
    this.tor = tor;
    this.targets = List.copyOf(targets);
    this.clients = Set.copyOf(clients);
  }

  OnionId id() {
    return id;
  }

  Daemon tor() {
    return tor;
  }

  Optional<Target> target(int port) {
    return targets.stream().filter(target -> target.port() == port).findFirst();
  }

  Set<String> clients() {
    return clients;
  }

  /// Says that its descriptors exist, and tells whether they are new.
  boolean announce() {
    var fresh = !announced;
    announced = true;
    return fresh;
  }

  /// Tells whether all uploads were confirmed.
  boolean settled() {
    return settled;
  }

  void settle(boolean everywhere) {
    settled = everywhere;
  }

  /// Tells whether its introduction points work.
  boolean reachable() {
    return alive && tor.view().circuits();
  }

  void end() {
    alive = false;
  }
}
