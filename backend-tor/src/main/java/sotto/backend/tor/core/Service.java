package sotto.backend.tor.core;

import java.util.Arrays;
import java.util.Set;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.Endpoint;
import sotto.backend.tor.control.Onion;
import sotto.backend.tor.onion.OnionAddresses;
import sotto.backend.tor.onion.OnionKey;
import sotto.backend.tor.onion.OnionName;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Secret;
import sotto.spi.backend.MediumListener;

/// One onion service of ours: its listener, where tor hands over its streams, who is admitted, and
/// where its descriptors are.
final class Service {

  private final MediumListener<OnionKey> listener;
  private final Endpoint target;
  private final boolean pow;
  private final Uploads uploads = new Uploads();
  private Set<String> admitted = Set.of();
  private boolean added;

  Service(MediumListener<OnionKey> listener, Endpoint target, boolean pow) {
    this.listener = listener;
    this.target = target;
    this.pow = pow;
  }

  String id() {
    return OnionName.serviceId(listener.address());
  }

  MediumListener<OnionKey> listener() {
    return listener;
  }

  /// Returns what tor is to be told.
  synchronized Onion onion() {
    var expanded = listener.key().expanded();
    try {
      var port = OnionAddresses.port(listener.address());
      return new Onion(Secret.of(expanded), port, target, admitted, pow);
    } finally {
      Arrays.fill(expanded, (byte) 0);
    }
  }

  synchronized void admit(Set<String> callers) {
    admitted = Set.copyOf(callers);
  }

  /// Tells whether tor has it, or may have it.
  synchronized boolean isAdded() {
    return added;
  }

  synchronized void added() {
    added = true;
  }

  /// Says that tor does not have it any more.
  synchronized void gone(String why) {
    added = false;
    uploads.clear();
    listener.lost(0, 0, why);
  }

  /// Takes in what happened to one of its descriptors.
  synchronized void heard(HsDesc event) {
    if (!uploads.heard(event)) {
      return;
    }
    var count = uploads.count();
    if (count.confirmed() > 0) {
      listener.confirmed(count.confirmed(), count.of());
    } else if (listener.status().state() != State.PUBLISHING) {
      listener.lost(0, count.of(), "No directory has the descriptor; tor goes on trying.");
    }
  }
}
