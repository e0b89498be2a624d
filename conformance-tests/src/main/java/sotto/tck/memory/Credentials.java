package sotto.tck.memory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import sotto.spi.Address;
import sotto.spi.Listener;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Secret;
import sotto.spi.facet.ClientAuthorization;

/// Who may dial whom: a credential's name is the hash of its secret.
///
/// Safe for use by any number of threads.
final class Credentials implements ClientAuthorization {

  private static final int SECRET_LENGTH = 32;

  private final RandomGenerator random;
  private final MemoryNetwork network;
  private final Map<Address, String> held = new HashMap<>();

  Credentials(RandomGenerator random, MemoryNetwork network) {
    this.random = random;
    this.network = network;
  }

  @Override
  public Credential newCredential() {
    var secret = new byte[SECRET_LENGTH];
    random.nextBytes(secret);
    return new Credential(name(secret), Secret.of(secret));
  }

  @Override
  public void admit(Listener listener, Set<String> admitted) throws NetworkException {
    network.checkOpen();
    switch (listener) {
      case MemoryListener ours -> ours.admit(admitted);
      default -> throw new AddressRejected(Reason.FOREIGN, "This listener is of another network.");
    }
  }

  @Override
  public synchronized void use(Address peer, Secret secret) throws NetworkException {
    network.checkOpen();
    held.put(peer, name(secret.reveal()));
  }

  /// The name of the credential that is held for a peer, if there is one.
  synchronized Set<String> heldFor(Address peer) {
    var name = held.get(peer);
    return name == null ? Set.of() : Set.of(name);
  }

  private static String name(byte[] secret) {
    return HexFormat.of().formatHex(Arrays.copyOf(Ed25519.sha256(secret), 16));
  }
}
