package example.unix;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import sotto.spi.Address;
import sotto.spi.Addresses;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;

/// Addresses of 16 bytes, the start of the SHA-256 of a secret: 32 random bytes and four that check
/// them, so that a damaged secret is refused and does not become another address (K4).
///
/// Sixteen keep the socket's path short: the kernel allows 107 characters. A hash cannot sign, so
/// there are no proofs, and the provider does not declare them.
final class UnixAddresses implements Addresses {

  static final int ID_SIZE = 16;
  private static final int RANDOM_SIZE = 32;
  private static final int CHECK_SIZE = 4;

  @Override
  public Address parse(String text) throws AddressRejected {
    return check(Address.parse(text));
  }

  @Override
  public String format(Address address) throws AddressRejected {
    return check(address).text();
  }

  @Override
  public Address check(Address address) throws AddressRejected {
    if (!address.scheme().equals(UnixProvider.SCHEME)) {
      throw new AddressRejected(Reason.FOREIGN, "This is an address of another network.");
    }
    if (address.id().length != ID_SIZE) {
      throw new AddressRejected(Reason.MALFORMED, "The address has the wrong length.");
    }
    if (address.port().isPresent()) {
      throw new AddressRejected(Reason.MALFORMED, "This network has no ports.");
    }
    return address;
  }

  @Override
  public ServiceKey newKey(RandomGenerator random) {
    var bytes = new byte[RANDOM_SIZE];
    random.nextBytes(bytes);
    return new UnixKey(Secret.of(checked(bytes)));
  }

  @Override
  public ServiceKey key(Secret secret) throws KeyRejected {
    var bytes = secret.reveal();
    if (!Arrays.equals(bytes, checked(Arrays.copyOf(bytes, RANDOM_SIZE)))) {
      throw new KeyRejected("This is no secret of this network. What to do: restore it.");
    }
    return new UnixKey(Secret.of(bytes));
  }

  private static byte[] checked(byte[] random) {
    var bytes = Arrays.copyOf(random, RANDOM_SIZE + CHECK_SIZE);
    System.arraycopy(UnixKey.sha256(random), 0, bytes, RANDOM_SIZE, CHECK_SIZE);
    return bytes;
  }

  @Override
  public boolean verify(Address address, byte[] context, Proof proof) {
    return false;
  }
}
