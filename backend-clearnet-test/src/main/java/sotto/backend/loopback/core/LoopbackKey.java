package sotto.backend.loopback.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import sotto.spi.Address;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;

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

  private static final int CHECK_SIZE = 8;
  private static final int SECRET_SIZE = SEED_SIZE + CHECK_SIZE;
  private static final String SECRET = "sotto/loopback/secret";
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
    var bytes = Arrays.copyOf(seed, SECRET_SIZE);
    System.arraycopy(check(), 0, bytes, SEED_SIZE, CHECK_SIZE);
    return Secret.of(bytes);
  }

  static Optional<LoopbackKey> of(String scheme, Secret secret, boolean proves) {
    var bytes = secret.reveal();
    if (bytes.length != SECRET_SIZE) {
      return Optional.empty();
    }
    var key = new LoopbackKey(scheme, Arrays.copyOf(bytes, SEED_SIZE), proves);
    var sound = MessageDigest.isEqual(bytes, key.secret().reveal());
    return sound ? Optional.of(key) : Optional.empty();
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
    var message = message(domain, parts);
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
    var message = message(domain, parts);
    return Ed25519.verify(signature, 0, id, 0, message, 0, message.length);
  }

  /// Reveals neither the secret nor the address.
  @Override
  public String toString() {
    return "key:" + address;
  }

  private byte[] check() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(digest.digest(message(SECRET, address.encode(), seed)), CHECK_SIZE);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static byte[] bare(Address address) {
    return address.withPort(Address.NO_PORT).encode();
  }

  private static byte[] message(String domain, byte[]... parts) {
    var message = new ByteArrayOutputStream();
    append(message, domain.getBytes(US_ASCII));
    for (var part : parts) {
      append(message, part);
    }
    return message.toByteArray();
  }

  private static void append(ByteArrayOutputStream message, byte[] part) {
    message.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    message.writeBytes(part);
  }
}
