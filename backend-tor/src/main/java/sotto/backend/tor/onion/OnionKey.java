package sotto.backend.tor.onion;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import sotto.spi.Address;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;
import sotto.spi.backend.CheckedSecret;
import sotto.spi.backend.Transcript;

/// The identity key of an onion service: an Ed25519 key (RFC 8032), kept as its seed.
public final class OnionKey implements ServiceKey {

  static final int SEED_SIZE = Ed25519.SECRET_KEY_SIZE;
  static final int ID_SIZE = Ed25519.PUBLIC_KEY_SIZE;

  private static final int CONTEXT_MIN = 16;
  private static final int CONTEXT_MAX = 1024;
  private static final String SECRET = "sotto/tor/secret";
  private static final String PROOF = "sotto/tor/proof";

  private final byte[] seed;
  private final byte[] id = new byte[ID_SIZE];
  private final Address address;

  OnionKey(byte[] seed) {
    this.seed = seed.clone();
    Ed25519.generatePublicKey(this.seed, 0, id, 0);
    this.address = Address.of(OnionAddresses.SCHEME, id);
  }

  static Optional<OnionKey> of(Secret secret) {
    return CheckedSecret.open(SECRET, SEED_SIZE, secret).map(OnionKey::new);
  }

  @Override
  public Address address() {
    return address;
  }

  /// Returns the seed and a check over it, 40 bytes together.
  @Override
  public Secret secret() {
    return CheckedSecret.of(SECRET, seed);
  }

  /// Signs a transcript of [#PROOF], this address and the context; tor itself signs nothing that
  /// looks like it.
  @Override
  public Proof prove(byte[] context) {
    if (context.length < CONTEXT_MIN || context.length > CONTEXT_MAX) {
      throw new IllegalArgumentException("a context has 16 to 1024 bytes");
    }
    var message = Transcript.of(PROOF, address.encode(), context);
    var signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, id, 0, message, 0, message.length, signature, 0);
    return Proof.of(signature, new byte[0]);
  }

  static boolean proved(Address address, byte[] context, Proof proof) {
    var signature = proof.signature();
    if (context.length < CONTEXT_MIN
        || context.length > CONTEXT_MAX
        || proof.material().length > 0
        || signature.length != Ed25519.SIGNATURE_SIZE) {
      return false;
    }
    var bare = address.withPort(Address.NO_PORT);
    var message = Transcript.of(PROOF, bare.encode(), context);
    return Ed25519.verify(signature, 0, bare.id(), 0, message, 0, message.length);
  }

  /// Returns the key in the form that tor takes (`control-spec`, `ADD_ONION`): the clamped scalar
  /// and the prefix that RFC 8032 derives from the seed.
  ///
  /// @return 64 bytes, which the caller wipes
  public byte[] expanded() {
    try {
      var expanded = MessageDigest.getInstance("SHA-512").digest(seed);
      expanded[0] &= (byte) 0b1111_1000;
      expanded[31] &= (byte) 0b0111_1111;
      expanded[31] |= (byte) 0b0100_0000;
      return expanded;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-512", e);
    }
  }

  /// Reveals neither the secret nor the address.
  @Override
  public String toString() {
    return "key:" + address;
  }
}
