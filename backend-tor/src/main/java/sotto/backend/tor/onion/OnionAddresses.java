package sotto.backend.tor.onion;

import java.util.Locale;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import sotto.spi.Address;
import sotto.spi.Addresses;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;
import sotto.spi.backend.Foreign;
import sotto.spi.backend.OwnKeys;

/// Addresses of onion services of version 3: an Ed25519 public key of 32 bytes, and perhaps a port.
///
/// People write them as 56 characters of base32 that end in `.onion`, with a checksum and the
/// version inside (`rend-spec-v3`, section "Encoding onion addresses"); in an [Address] there is
/// the key alone. A key that is no point of the curve, or has a part of small order, is no address:
/// tor refuses such keys too, for several of them would name one service.
public final class OnionAddresses implements Addresses, OwnKeys<OnionKey> {

  /// The scheme.
  public static final String SCHEME = "tor";

  /// The virtual port of an address that names none. Any number does, if all agree; this one is no
  /// well-known service's, so that a web server can have 80 on the same address.
  public static final int PORT_DEFAULT = 7080;

  private static final int TEXT_MAX = OnionName.HOST_SIZE + ":65535".length();

  /// Makes the addresses.
  public OnionAddresses() {}

  @Override
  public Address parse(String text) throws AddressRejected {
    if (text.length() > Math.max(TEXT_MAX, Address.TEXT_MAX)) {
      throw malformed("it is too long");
    }
    var lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith(SCHEME + ":")) {
      return check(Address.parse(lower));
    }
    var colon = lower.indexOf(':');
    var host = colon < 0 ? lower : lower.substring(0, colon);
    var bare = Address.of(SCHEME, OnionName.decode(host));
    return check(colon < 0 ? bare : withPort(bare, lower.substring(colon + 1)));
  }

  @Override
  public String format(Address address) throws AddressRejected {
    var port = check(address).port();
    return OnionName.host(address) + (port.isPresent() ? ":" + port.getAsInt() : "");
  }

  @Override
  public Address check(Address address) throws AddressRejected {
    Foreign.refuse(SCHEME, address);
    var id = address.id();
    if (id.length != OnionKey.ID_SIZE) {
      throw malformed("its key has not 32 bytes");
    }
    if (!Ed25519.validatePublicKeyFull(id, 0)) {
      throw malformed("its key cannot be one");
    }
    return address;
  }

  @Override
  public OnionKey newKey(RandomGenerator random) {
    var seed = new byte[OnionKey.SEED_SIZE];
    random.nextBytes(seed);
    return new OnionKey(seed);
  }

  @Override
  public OnionKey key(Secret secret) throws KeyRejected {
    return OnionKey.of(secret).orElseThrow(Foreign::secret);
  }

  @Override
  public boolean verify(Address address, byte[] context, Proof proof) {
    try {
      return OnionKey.proved(check(address), context, proof);
    } catch (AddressRejected e) {
      return false;
    }
  }

  @Override
  public OnionKey own(ServiceKey key) throws AddressRejected {
    if (key instanceof OnionKey ours) {
      return ours;
    }
    throw Foreign.key();
  }

  /// Returns the virtual port that an address means.
  ///
  /// @param address an address of this network
  /// @return 1 to 65535
  public static int port(Address address) {
    return address.port().orElse(PORT_DEFAULT);
  }

  private static Address withPort(Address address, String digits) throws AddressRejected {
    if (!digits.matches("[1-9][0-9]{0,4}") || Integer.parseInt(digits) > 0xffff) {
      throw malformed("its port is not a number from 1 to 65535");
    }
    return address.withPort(Integer.parseInt(digits));
  }

  static AddressRejected malformed(String why) {
    return new AddressRejected(
        Reason.MALFORMED,
        "This is not an address of an onion service: " + why + ". What to do: ask for it again.");
  }
}
