package sotto.backend.i2p.core;

import java.time.Duration;
import sotto.backend.i2p.client.Lookup;
import sotto.backend.i2p.destination.I2pAddresses;
import sotto.spi.Address;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.facet.PresenceProbe;

/// Looks addresses up without dialling them. A router that knows an address by heart answers at
/// once, also for some minutes after the peer went away.
final class Presences implements PresenceProbe {

  private final I2pAddresses addresses;
  private final Keeper keeper;
  private final Sharing shared;
  private final Attempts attempts;

  Presences(I2pAddresses addresses, Keeper keeper, Sharing shared, Attempts attempts) {
    this.addresses = addresses;
    this.keeper = keeper;
    this.shared = shared;
    this.attempts = attempts;
  }

  @Override
  public Presence probe(Address address, Duration timeout)
      throws NetworkException, InterruptedException {
    var known = addresses.check(address);
    try {
      keeper.outlook().requireUsable();
      var session = shared.session(timeout);
      try (var attempt = attempts.begin(_ -> session.lookup(known, timeout), _ -> {})) {
        return attempt.await(timeout).map(Presences::presence).orElse(Presence.UNKNOWN);
      }
    } catch (NetworkClosed e) {
      throw e;
    } catch (NetworkDown e) {
      return Presence.UNKNOWN;
    }
  }

  private static Presence presence(Lookup answer) {
    return switch (answer) {
      case Lookup.Found _ -> Presence.PUBLISHED;
      case Lookup.Absent _ -> Presence.ABSENT;
      case Lookup.Unanswered _ -> Presence.UNKNOWN;
    };
  }
}
