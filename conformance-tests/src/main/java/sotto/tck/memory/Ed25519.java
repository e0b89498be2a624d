package sotto.tck.memory;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// An Ed25519 key pair (RFC 8032) from a seed, with the JDK's means.
///
/// @param pair the keys
public record Ed25519(KeyPair pair) {

  /// The length of a seed.
  static final int SEED_LENGTH = 32;

  /// The length of an address's identifier: key, checksum, version.
  static final int ID_LENGTH = 35;

  private static final byte VERSION = 1;
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  static Ed25519 of(byte[] seed) {
    try {
      var generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Seeded(seed));
      return new Ed25519(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform since 15 has Ed25519", e);
    }
  }

  byte[] id() {
    var encoded = pair.getPublic().getEncoded();
    return idOf(Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length));
  }

  byte[] sign(byte[] message) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("a key of our own signs", e);
    }
  }

  /// Tells whether a signature holds.
  ///
  /// @param key 32 bytes, and perhaps more behind them
  /// @param message what was signed
  /// @param signed the signature
  /// @return whether it does; not, if there is no such key
  public static boolean verify(byte[] key, byte[] message, byte[] signed) {
    try {
      var encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + SEED_LENGTH);
      System.arraycopy(key, 0, encoded, X509_PREFIX.length, SEED_LENGTH);
      var signature = Signature.getInstance("Ed25519");
      signature.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      // A key or a signature that cannot be read proves nothing.
      return false;
    }
  }

  static boolean isId(byte[] id) {
    return Arrays.equals(id, idOf(Arrays.copyOf(id, SEED_LENGTH)));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static byte[] idOf(byte[] key) {
    var id = Arrays.copyOf(key, ID_LENGTH);
    System.arraycopy(sha256(key), 0, id, SEED_LENGTH, 2);
    id[ID_LENGTH - 1] = VERSION;
    return id;
  }

  /// Gives a key generator the seed where it expects randomness.
  private static final class Seeded extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final byte[] seed;

    private Seeded(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
