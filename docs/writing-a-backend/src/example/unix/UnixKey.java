package example.unix;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import sotto.spi.Address;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;

/// A secret and the address that follows from it.
final class UnixKey implements ServiceKey {

  private final Secret secret;
  private final Address address;

  UnixKey(Secret secret) {
    this.secret = secret;
    var hash = Arrays.copyOf(sha256(secret.reveal()), UnixAddresses.ID_SIZE);
    this.address = Address.of(UnixProvider.SCHEME, hash);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Secret secret() {
    return Secret.of(secret.reveal());
  }

  @Override
  public Proof prove(byte[] context) throws KeyRejected {
    throw new KeyRejected("This network's addresses cannot sign.");
  }

  @Override
  public String toString() {
    return "key:[redacted]";
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
