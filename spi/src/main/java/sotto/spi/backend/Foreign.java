package sotto.spi.backend;

import sotto.spi.Address;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.Reason;

/// The refusals of what belongs to another network, in words that every backend shares.
public final class Foreign {

  private Foreign() {}

  /// Refuses an address of another scheme.
  ///
  /// @param scheme the backend's
  /// @param address any address
  /// @throws AddressRejected with the reason `FOREIGN` if its scheme is another
  public static void refuse(String scheme, Address address) throws AddressRejected {
    if (!address.scheme().equals(scheme)) {
      throw new AddressRejected(
          Reason.FOREIGN,
          "This address belongs to another network. What to do: use that network's backend.");
    }
  }

  /// Refuses a key, for [OwnKeys#own].
  ///
  /// @return what to throw
  public static AddressRejected key() {
    return new AddressRejected(
        Reason.FOREIGN, "This key belongs to another network. What to do: make one with this.");
  }

  /// Refuses a secret that is damaged or another network's (K4).
  ///
  /// @return what to throw
  public static KeyRejected secret() {
    return new KeyRejected(
        "This is not a key of this network, or it is damaged. What to do: restore the right one, or"
            + " make a new one, which has another address.");
  }
}
