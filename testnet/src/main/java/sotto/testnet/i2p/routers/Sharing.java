package sotto.testnet.i2p.routers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.i2p.data.DataFormatException;
import net.i2p.data.DatabaseEntry;
import net.i2p.data.EncryptedLeaseSet;
import net.i2p.data.Hash;
import net.i2p.data.LeaseSet;
import net.i2p.data.LeaseSet2;

/// Gives every router at once what a client of one publishes.
///
/// Routers publish a lease set three seconds after they have it, and at most once a minute. Every
/// test dials a listener that is new, and would wait for that; or not even that, for a router whose
/// client looks for it while it comes in takes it for the answer, does not find it where answers
/// are (`OutboundClientMessageOneShotJob`), and drops what it was to send, which the client sends
/// again after nine seconds. What every router has got by itself is not flooded any more.
final class Sharing {

  private final List<OneRouter> routers;
  private final Map<Hash, LeaseSet> shared = new HashMap<>();

  Sharing(List<OneRouter> routers) {
    this.routers = routers;
  }

  /// Looks once; to be repeated.
  @SuppressWarnings("ReferenceEquality") // the same object was shared before
  void share() {
    var published = new HashMap<Hash, LeaseSet>();
    routers.forEach(router -> published.putAll(router.published()));
    shared.keySet().retainAll(published.keySet());
    published.forEach(
        (name, leaseSet) -> {
          if (shared.put(name, leaseSet) != leaseSet) {
            share(name, leaseSet);
          }
        });
  }

  private void share(Hash name, LeaseSet leaseSet) {
    for (var router : routers) {
      router.learn(name, copy(leaseSet));
    }
  }

  /// A copy as it would have come in a message: routers note in it who it is from.
  private static LeaseSet copy(LeaseSet leaseSet) {
    var copy =
        switch (leaseSet.getType()) {
          case DatabaseEntry.KEY_TYPE_LS2 -> new LeaseSet2();
          case DatabaseEntry.KEY_TYPE_ENCRYPTED_LS2 -> new EncryptedLeaseSet();
          default -> new LeaseSet();
        };
    try {
      copy.readBytes(new ByteArrayInputStream(leaseSet.toByteArray()));
    } catch (DataFormatException | IOException e) {
      throw new IllegalStateException("A router's lease set cannot be read.", e);
    }
    copy.setReceivedAsPublished();
    return copy;
  }
}
