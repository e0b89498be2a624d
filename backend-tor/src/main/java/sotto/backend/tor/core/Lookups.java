package sotto.backend.tor.core;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.Refused;
import sotto.backend.tor.onion.OnionAddresses;
import sotto.backend.tor.onion.OnionName;
import sotto.spi.Address;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.backend.Gate;
import sotto.spi.backend.RealGate;
import sotto.spi.facet.PresenceProbe;

/// Looks descriptors of onion services up (`HSFETCH`), without dialling.
///
/// Tor asks one directory for each command, and another one for the next, until it has asked all
/// that should have the descriptor. Only when each of them said that it has none is a service
/// absent (F2).
final class Lookups implements PresenceProbe {

  /// How often tor is asked to ask: more than the directories that a descriptor has.
  private static final int ASKED_MAX = 20;

  private static final String NOT_FOUND = "NOT_FOUND";
  private static final String ALL_ASKED = "QUERY_NO_HSDIR";

  private final OnionAddresses addresses;
  private final Keeper keeper;
  private final Watchers watchers;

  Lookups(OnionAddresses addresses, Keeper keeper, Watchers watchers) {
    this.addresses = addresses;
    this.keeper = keeper;
    this.watchers = watchers;
  }

  @Override
  public Presence probe(Address address, Duration timeout)
      throws NetworkException, InterruptedException {
    var service = OnionName.serviceId(addresses.check(address));
    var lookup = new Lookup(service, timeout);
    watchers.add(lookup);
    try {
      keeper.requireUsable();
      for (var i = 0; i < ASKED_MAX; i++) {
        keeper.session().fetch(service);
        var found = lookup.next();
        if (found.isPresent()) {
          return found.get();
        }
      }
      return Presence.UNKNOWN;
    } catch (NetworkClosed e) {
      throw e;
    } catch (NetworkDown | Refused e) {
      return Presence.UNKNOWN;
    } finally {
      watchers.remove(lookup);
    }
  }

  @Override
  public String toString() {
    return "facet:presence";
  }

  /// One look-up, and what was heard of it.
  private static final class Lookup implements Watchers.Watcher {

    private final String service;
    private final Gate gate = new RealGate();
    private final long deadline;
    private final Set<String> without = new HashSet<>();
    private Optional<HsDesc> last = Optional.empty();

    Lookup(String service, Duration timeout) {
      this.service = service;
      this.deadline = gate.deadline(timeout);
    }

    @Override
    public void heard(HsDesc event) {
      var ends =
          switch (event.action()) {
            case RECEIVED, FAILED -> event.service().equals(service);
            case REQUESTED, CREATED, UPLOAD, UPLOADED, IGNORE -> false;
          };
      if (!ends) {
        return;
      }
      gate.enter();
      try {
        last = Optional.of(event);
        gate.changed();
      } finally {
        gate.leave();
      }
    }

    /// Waits for one directory's answer.
    ///
    /// @return the verdict, or nothing if another directory should be asked
    Optional<Presence> next() throws InterruptedException {
      gate.enter();
      try {
        var inTime = true;
        while (last.isEmpty() && inTime) {
          inTime = gate.await(deadline);
        }
        var event = last;
        last = Optional.empty();
        return event.isEmpty() ? Optional.of(Presence.UNKNOWN) : verdict(event.get());
      } finally {
        gate.leave();
      }
    }

    private Optional<Presence> verdict(HsDesc event) {
      if (event.action() == HsDesc.Action.RECEIVED) {
        return Optional.of(Presence.PUBLISHED);
      }
      return switch (event.reason()) {
        case NOT_FOUND -> {
          without.add(event.directory());
          yield Optional.empty();
        }
        case ALL_ASKED -> Optional.of(without.isEmpty() ? Presence.UNKNOWN : Presence.ABSENT);
        default -> Optional.of(Presence.UNKNOWN);
      };
    }
  }
}
