package sotto.backend.tor.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.Refused;
import sotto.backend.tor.onion.ClientKey;
import sotto.backend.tor.onion.OnionAddresses;
import sotto.backend.tor.onion.OnionName;
import sotto.spi.Address;
import sotto.spi.Listener;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Secret;
import sotto.spi.backend.SharedRandom;
import sotto.spi.facet.ClientAuthorization;

/// Onion services that admit only callers with a key (`rend-spec-v3`, "Restricted discovery"), from
/// both sides.
///
/// What we use as a caller is kept in memory and told to each new session, because tor forgets it.
final class Admissions {

  /// How many addresses we use a key for at the most.
  static final int USED_MAX = 10_000;

  private final OnionAddresses addresses;
  private final Map<String, Secret> used = new LinkedHashMap<>();

  Admissions(OnionAddresses addresses) {
    this.addresses = addresses;
  }

  /// Returns the facet for one network.
  ClientAuthorization facet(Keeper keeper, Onions onions, SharedRandom random) {
    return new ClientAuthorization() {
      @Override
      public Credential newCredential() {
        var key = ClientKey.create(random);
        return new Credential(key.name(), key.secret());
      }

      @Override
      public void admit(Listener listener, Set<String> admitted) throws NetworkException {
        for (var name : admitted) {
          if (!ClientKey.isName(name)) {
            throw new KeyRejected(
                "This is not the public half of a caller's key. What to do: ask for it again.");
          }
        }
        try {
          onions.admit(listener, admitted, keeper.session());
        } catch (InterruptedException e) {
          throw interrupted(e);
        }
      }

      @Override
      public void use(Address peer, Secret secret) throws NetworkException {
        try {
          Admissions.this.use(addresses.check(peer), secret, keeper.session());
        } catch (InterruptedException e) {
          throw interrupted(e);
        }
      }

      @Override
      public String toString() {
        return "facet:authorization";
      }
    };
  }

  /// Tells a new session all keys.
  void useAll(Control session) throws NetworkDown, InterruptedException {
    Map<String, Secret> all;
    synchronized (used) {
      all = new HashMap<>(used);
    }
    for (var each : all.entrySet()) {
      try {
        session.authorize(each.getKey(), each.getValue());
      } catch (Refused e) {
        // A filter does not allow it; a dial will say that a key is missing.
      }
    }
  }

  private void use(Address peer, Secret secret, Control session)
      throws NetworkException, InterruptedException {
    var service = OnionName.serviceId(peer);
    var scalar = scalar(secret);
    synchronized (used) {
      if (used.size() >= USED_MAX && !used.containsKey(service)) {
        throw new LimitReached("Too many addresses with keys. What to do: use fewer.");
      }
      used.put(service, scalar);
    }
    try {
      session.authorize(service, scalar);
    } catch (Refused e) {
      throw new NetworkDown(
          Reason.AUTHENTICATION,
          "This tor, or a filter before it, does not take a caller's key. What to do: allow"
              + " ONION_CLIENT_AUTH_ADD for this program.",
          e);
    }
  }

  private static Secret scalar(Secret secret) throws KeyRejected {
    var key =
        ClientKey.of(secret)
            .orElseThrow(
                () ->
                    new KeyRejected(
                        "This is not a caller's key, or it is damaged. What to do: ask for"
                            + " another."));
    var bytes = key.scalar();
    try {
      return Secret.of(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static NetworkDown interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new NetworkDown(
        Reason.NOT_READY, "The thread was interrupted. What to do: try again.", cause);
  }
}
