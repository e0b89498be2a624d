package sotto.spi.facet;

import java.time.Duration;
import sotto.spi.Address;
import sotto.spi.NetworkException;

/// Asks the network whether an address is published, without dialling it.
///
/// - **F2** What could not be found out is `UNKNOWN`, never `ABSENT`.
public interface PresenceProbe {

  /// Looks an address up.
  ///
  /// @param address an address of this network
  /// @param timeout how long to look
  /// @return what the network says
  /// @throws NetworkException.AddressRejected if it is not an address of this network
  /// @throws NetworkException.NetworkClosed if the network was closed
  /// @throws InterruptedException if the thread is interrupted
  Presence probe(Address address, Duration timeout) throws NetworkException, InterruptedException;

  /// What the network says about an address.
  enum Presence {
    /// It is published. Whether it answers is another matter.
    PUBLISHED,
    /// The network looked and has no such address.
    ABSENT,
    /// Nobody could say.
    UNKNOWN
  }
}
