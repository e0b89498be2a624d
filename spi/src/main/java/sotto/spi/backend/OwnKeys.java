package sotto.spi.backend;

import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.ServiceKey;

/// Tells a backend's own keys from other backends'.
///
/// @param <K> the backend's keys
public interface OwnKeys<K extends ServiceKey> {

  /// Returns a key as the kind it is, if it is one of this network's.
  ///
  /// @param key any key
  /// @return the same key
  /// @throws AddressRejected with the reason `FOREIGN` if it is another network's
  K own(ServiceKey key) throws AddressRejected;
}
