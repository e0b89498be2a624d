package sotto.backend.loopback.core;

import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import sotto.spi.Address;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;
import sotto.spi.backend.CheckedSecret;
import sotto.spi.backend.Transcript;

/// An Ed25519 key (RFC 8032), whose public half is the identifier of its address.
public final class LoopbackKey implements ServiceKey {

  /// How long a seed is, in bytes.
  public static final int SEED_SIZE = Ed25519.SECRET_KEY_SIZE;

  /// How long a public key is, in bytes.
  public static final int ID_SIZE = Ed25519.PUBLIC_KEY_SIZE;

  /// How long a signature is, in bytes.
  public static final int SIGNATURE_SIZE = Ed25519.SIGNATURE_SIZE;

  static final int CONTEXT_MIN = 16;
  static final int CONTEXT_MAX = 1024;

  private static final String SECRET = "sotto/loopback/secret/";
  private static final String PROOF = "sotto/loopback/proof";

  private final byte[] seed;
  private final byte[] id = new byte[ID_SIZE];
  private final Address address;
  private final boolean proves;

  LoopbackKey(String scheme, byte[] seed, boolean proves) {
    this.seed = seed.clone();
    this.proves = proves;
    Ed25519.generatePublicKey(this.seed, 0, id, 0);
    this.address = Address.of(scheme, id);
  }

  @Override
  public Address address() {
    return address;
  }

  /// Returns the seed and a check over it, so that a damaged secret is noticed (K4).
  @Override
  public Secret secret() {
    return CheckedSecret.of(domain(address.scheme()), seed);
  }

  static Optional<LoopbackKey> of(String scheme, Secret secret, boolean proves) {
    return CheckedSecret.open(domain(scheme), SEED_SIZE, secret)
        .map(seed -> new LoopbackKey(scheme, seed, proves));
  }

  @Override
  public Proof prove(byte[] context) throws KeyRejected {
    if (context.length < CONTEXT_MIN || context.length > CONTEXT_MAX) {
      throw new IllegalArgumentException("a context has 16 to 1024 bytes");
    }
    if (!proves) {
      throw new KeyRejected("Keys of this network prove nothing. What to do: do not ask for it.");
    }
    return Proof.of(sign(PROOF, address.encode(), context), new byte[0]);
  }

  static boolean proved(Address address, byte[] context, Proof proof) {
    return context.length >= CONTEXT_MIN
        && context.length <= CONTEXT_MAX
        && proof.material().length == 0
        && verify(address.id(), proof.signature(), PROOF, bare(address), context);
  }

  /// Returns a copy of the public half.
  ///
  /// @return [#ID_SIZE] bytes
  public byte[] id() {
    return id.clone();
  }

  /// Signs parts under a domain; only for what this module itself says on its wires.
  ///
  /// @param domain what the signature is for
  /// @param parts what is signed, each with its length
  /// @return [#SIGNATURE_SIZE] bytes
  public byte[] sign(String domain, byte[]... parts) {
    var message = Transcript.of(domain, parts);
    var signature = new byte[SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, id, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /// Checks what [#sign] made.
  ///
  /// @param id whose signature it should be
  /// @param signature the signature, perhaps garbage
  /// @param domain what it should be for
  /// @param parts what should be signed
  /// @return whether it holds
  public static boolean verify(byte[] id, byte[] signature, String domain, byte[]... parts) {
    if (id.length != ID_SIZE
        || signature.length != SIGNATURE_SIZE
        || !Ed25519.validatePublicKeyFull(id, 0)) {
      return false;
    }
    var message = Transcript.of(domain, parts);
    return Ed25519.verify(signature, 0, id, 0, message, 0, message.length);
  }

  /// Reveals neither the secret nor the address.
  @Override
  public String toString() {
    return "key:" + address;
  }

  private static byte[] bare(Address address) {
    return address.withPort(Address.NO_PORT).encode();
  }

  private static String domain(String scheme) {
    return SECRET + scheme;
  }
}
