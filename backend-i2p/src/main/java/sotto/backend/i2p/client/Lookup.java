package sotto.backend.i2p.client;

import net.i2p.data.Destination;

/// What a router says about an address.
public sealed interface Lookup {

  /// It is published, and this is the whole destination.
  ///
  /// @param destination the destination, which stays in this package
  record Found(Destination destination) implements Lookup {

    @Override
    public String toString() {
      return "found:[redacted]";
    }
  }

  /// The network looked and has no such address.
  record Absent() implements Lookup {}

  /// The router did not say.
  record Unanswered() implements Lookup {}
}
