package sotto.backend.tor.fake;

import java.util.Optional;
import sotto.tck.Fault;

/// How a fake publishes its services and looks up those of others, and tells of it.
///
/// Guarded by the network's monitor.
final class Descriptors {

  /// With a partial publication so many uploads are confirmed, of all eight.
  private static final int PARTIAL = 3;

  private static final String TEXT =
      "hs-descriptor 3\r\ndescriptor-lifetime 180\r\nrevision-counter 342825509";

  private final Daemon tor;

  Descriptors(Daemon tor) {
    this.tor = tor;
  }

  /// Publishes a service, if there is a network; otherwise that waits for [#catchUp].
  void announce(Service service) {
    if (!tor.view().circuits()) {
      return;
    }
    if (service.announce()) {
      tor.events().created(service.id());
    }
    upload(service);
  }

  private void upload(Service service) {
    for (var i = 0; i < Relay.DESCRIPTORS; i++) {
      for (var relay : Relay.ALL) {
        tor.events().upload(service.id(), relay, i);
      }
    }
    if (tor.has(Fault.PUBLICATION_HELD)) {
      service.settle(false);
      return;
    }
    var confirmed = confirmed();
    var total = Relay.DESCRIPTORS * Relay.ALL.size();
    for (var i = 0; i < total; i++) {
      var relay = Relay.ALL.get(i % Relay.ALL.size());
      if (i < confirmed) {
        tor.events().uploaded(service.id(), relay);
      } else {
        tor.events().uploadFailed(service.id(), relay);
      }
    }
    service.settle(confirmed == total);
    if (confirmed > 0) {
      tor.network().publish(service);
    }
  }

  private int confirmed() {
    if (tor.has(Fault.PUBLICATION_LOST)) {
      return 0;
    }
    return tor.has(Fault.PUBLICATION_PARTIAL) ? PARTIAL : Relay.DESCRIPTORS * Relay.ALL.size();
  }

  /// Publishes what could not be published, or not everywhere, before.
  void catchUp() {
    tor.verbs().services().all().stream()
        .filter(service -> !service.settled())
        .forEach(this::announce);
  }

  /// Lets the network lose what was published, and refuse it when it is uploaded again.
  void lose() {
    for (var service : tor.verbs().services().all()) {
      tor.network().lose(service);
      service.settle(false);
      announce(service);
    }
  }

  /// Looks a service up for `HSFETCH`; nothing comes of it without a network.
  void fetch(OnionId id) {
    if (tor.view().circuits()) {
      lookUp(id);
    }
  }

  /// Asks the directories, one after the other, and tells of each.
  Optional<Service> lookUp(OnionId id) {
    var found = tor.network().find(id);
    for (var relay : Relay.ALL) {
      tor.events().requested(id, relay);
      if (found.isPresent()) {
        tor.events().received(id, relay, TEXT);
        return found;
      }
      tor.events().notFound(id, relay);
    }
    return found;
  }
}
