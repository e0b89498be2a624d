package sotto.backend.i2p.destination;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A destination with an Ed25519 key, in the form of I2P's common structures specification,
/// sections `KeysAndCert` and `KeyCertificate`.
///
/// | bytes | what |
/// |---|---|
/// | 256 | the place of an ElGamal key, which nothing uses since lease sets carry their own keys: padding |
/// | 96 | padding |
/// | 32 | the Ed25519 public key |
/// | 3 | a key certificate (type 5) of 4 bytes |
/// | 2 | the type of the signing key: 7, Ed25519 |
/// | 2 | the type of the unused key: 0 |
///
/// Immutable.
final class Destination {

  /// How long it is.
  static final int SIZE = 391;

  private static final int PADDING_SIZE = 256 + 96;
  private static final byte[] CERTIFICATE = {5, 0, 4, 0, 7, 0, 0};

  private final byte[] bytes;

  private Destination(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Makes one.
  ///
  /// @param publicKey the Ed25519 key, 32 bytes
  /// @param filling 32 bytes, of which the padding is made by repeating them, as I2P's proposal 161
  ///   asks, so that lease sets compress
  static Destination of(byte[] publicKey, byte[] filling) {
    var buffer = ByteBuffer.allocate(SIZE);
    while (buffer.position() < PADDING_SIZE) {
      buffer.put(filling);
    }
    return new Destination(buffer.put(publicKey).put(CERTIFICATE).array());
  }

  /// Reads one.
  ///
  /// @param bytes any bytes
  /// @return nothing if they are no destination, or one whose keys are of another kind
  static Optional<Destination> read(byte[] bytes) {
    if (bytes.length != SIZE) {
      return Optional.empty();
    }
    var certificate = Arrays.copyOfRange(bytes, SIZE - CERTIFICATE.length, SIZE);
    return Arrays.equals(certificate, CERTIFICATE)
        ? Optional.of(new Destination(bytes.clone()))
        : Optional.empty();
  }

  byte[] bytes() {
    return bytes.clone();
  }

  byte[] publicKey() {
    return Arrays.copyOfRange(bytes, PADDING_SIZE, PADDING_SIZE + Ed25519.PUBLIC_KEY_SIZE);
  }

  /// Returns the hash that is its address.
  byte[] hash() {
    return hash(bytes);
  }

  /// Returns the hash of a destination of any kind.
  static byte[] hash(byte[] destination) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(destination);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
