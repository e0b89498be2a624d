package sotto.backend.i2p.destination;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import sotto.spi.Address;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;
import sotto.spi.backend.CheckedSecret;
import sotto.spi.backend.Transcript;

/// The key of a destination: an Ed25519 key (RFC 8032), kept as its seed.
///
/// All else that a destination has is derived from the seed, so that the same secret is the same
/// destination, byte for byte, everywhere.
public final class I2pKey implements ServiceKey {

  static final int SEED_SIZE = Ed25519.SECRET_KEY_SIZE;

  private static final int CONTEXT_MIN = 16;
  private static final int CONTEXT_MAX = 1024;

  /// The place of an ElGamal private key, which nothing uses.
  private static final int UNUSED_SIZE = 256;

  private static final String SECRET = "sotto/i2p/secret";
  private static final String PROOF = "sotto/i2p/proof";
  private static final String PADDING = "sotto/i2p/padding";
  private static final String ENCRYPTION = "sotto/i2p/encryption";

  private final byte[] seed;
  private final Destination destination;
  private final Address address;

  I2pKey(byte[] seed) {
    this.seed = seed.clone();
    var publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(this.seed, 0, publicKey, 0);
    this.destination = Destination.of(publicKey, derived(PADDING));
    this.address = Address.of(I2pAddresses.SCHEME, destination.hash());
  }

  static Optional<I2pKey> of(Secret secret) {
    return CheckedSecret.open(SECRET, SEED_SIZE, secret)
        .map(
            bytes -> {
              try {
                return new I2pKey(bytes);
              } finally {
                Arrays.fill(bytes, (byte) 0);
              }
            });
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

  /// Signs a transcript of [#PROOF], this address and the context; no router signs anything that
  /// looks like it. The material is the destination, whose hash is the address.
  @Override
  public Proof prove(byte[] context) {
    if (context.length < CONTEXT_MIN || context.length > CONTEXT_MAX) {
      throw new IllegalArgumentException("a context has 16 to 1024 bytes");
    }
    var message = Transcript.of(PROOF, address.encode(), context);
    var signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, destination.publicKey(), 0, message, 0, message.length, signature, 0);
    return Proof.of(signature, destination.bytes());
  }

  static boolean proved(Address address, byte[] context, Proof proof) {
    var signature = proof.signature();
    if (context.length < CONTEXT_MIN
        || context.length > CONTEXT_MAX
        || signature.length != Ed25519.SIGNATURE_SIZE) {
      return false;
    }
    var claimed = Destination.read(proof.material());
    if (claimed.isEmpty() || !MessageDigest.isEqual(claimed.get().hash(), address.id())) {
      return false;
    }
    var key = claimed.get().publicKey();
    if (!Ed25519.validatePublicKeyFull(key, 0)) {
      return false;
    }
    var message = Transcript.of(PROOF, address.encode(), context);
    return Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
  }

  /// Returns the key in the form of I2P's private key files: the destination, the place of an
  /// unused key, and the seed.
  ///
  /// @return 679 bytes, which the caller wipes
  public byte[] file() {
    return ByteBuffer.allocate(Destination.SIZE + UNUSED_SIZE + SEED_SIZE)
        .put(destination.bytes())
        .put(new byte[UNUSED_SIZE])
        .put(seed)
        .array();
  }

  /// Returns the private half of the X25519 key (RFC 7748) to which messages for this destination
  /// are encrypted. It stays the same, so that peers who still have an older lease set can be
  /// understood.
  ///
  /// @return 32 bytes, which the caller wipes
  public byte[] encryption() {
    return derived(ENCRYPTION);
  }

  /// Reveals neither the secret nor the address.
  @Override
  public String toString() {
    return "key:" + address;
  }

  private byte[] derived(String domain) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(Transcript.of(domain, seed));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
