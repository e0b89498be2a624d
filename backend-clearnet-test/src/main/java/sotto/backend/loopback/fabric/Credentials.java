package sotto.backend.loopback.fabric;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.spi.Address;
import sotto.spi.Listener;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Secret;
import sotto.spi.facet.ClientAuthorization;

/// Who may call whom: the callers that a node's listeners admit, and the credentials that it uses
/// as a caller.
final class Credentials implements ClientAuthorization {

  /// How many credentials a node uses at the most: one for each peer of a large test.
  static final int USED_MAX = 10_000;

  private final FabricMedium medium;
  private final Map<Address, String> used = new HashMap<>();

  Credentials(FabricMedium medium) {
    this.medium = medium;
  }

  @Override
  public Credential newCredential() {
    var key = medium.keys().newKey(medium.station().random());
    return new Credential(name(key), key.secret());
  }

  @Override
  public void admit(Listener listener, Set<String> admitted) throws NetworkException {
    var names = Set.copyOf(admitted);
    refuseIfClosed();
    var found =
        medium
            .fabric()
            .locked(
                () -> {
                  var announcement =
                      medium
                          .fabric()
                          .places()
                          .find(listener.address())
                          .filter(a -> a.listener() == listener);
                  announcement.ifPresent(
                      known -> {
                        known.admitted().clear();
                        known.admitted().addAll(names);
                      });
                  return announcement;
                });
    if (found.isEmpty()) {
      throw new AddressRejected(
          Reason.UNSUPPORTED,
          "This is not an open listener of this network. What to do: listen first.");
    }
  }

  @Override
  public void use(Address peer, Secret secret) throws NetworkException {
    refuseIfClosed();
    var addresses = medium.keys();
    var known = addresses.check(peer);
    var name = name(addresses.key(secret));
    var kept =
        medium
            .fabric()
            .locked(
                () -> {
                  var room = used.size() < USED_MAX || used.containsKey(known);
                  if (room) {
                    used.put(known, name);
                  }
                  return room;
                });
    if (!kept) {
      throw new LimitReached("There are too many credentials. What to do: open another network.");
    }
  }

  /// Tells whether our credentials admit us.
  boolean open(Announcement target) {
    var admitted = target.admitted();
    return admitted.isEmpty() || admitted.contains(used.getOrDefault(bareOrFull(target), ""));
  }

  private Address bareOrFull(Announcement target) {
    var address = target.listener().address();
    return used.containsKey(address) ? address : address.withPort(Address.NO_PORT);
  }

  private void refuseIfClosed() throws NetworkClosed {
    if (medium.fabric().locked(medium::isClosed)) {
      throw new NetworkClosed("This network is closed. What to do: open it again.");
    }
  }

  private static String name(LoopbackKey key) {
    return HexFormat.of().formatHex(key.id());
  }
}
