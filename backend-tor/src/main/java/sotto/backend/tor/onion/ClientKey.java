package sotto.backend.tor.onion;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.util.encoders.Base32;
import sotto.spi.Secret;
import sotto.spi.backend.CheckedSecret;

/// The key of a caller whom an onion service admits (`rend-spec-v3`, "Restricted discovery"): an
/// X25519 key (RFC 7748), whose public half the service is told.
public final class ClientKey {

  private static final int SIZE = X25519.SCALAR_SIZE;
  private static final String SECRET = "sotto/tor/client";

  private final byte[] scalar;

  private ClientKey(byte[] scalar) {
    this.scalar = scalar;
  }

  /// Makes a new key.
  ///
  /// @param random where it comes from
  /// @return the key
  public static ClientKey create(RandomGenerator random) {
    var scalar = new byte[SIZE];
    random.nextBytes(scalar);
    scalar[0] &= (byte) 0b1111_1000;
    scalar[SIZE - 1] &= (byte) 0b0111_1111;
    scalar[SIZE - 1] |= (byte) 0b0100_0000;
    return new ClientKey(scalar);
  }

  /// Makes a key again from its secret.
  ///
  /// @param secret what [#secret] gave
  /// @return the key, or nothing if it is something else
  public static Optional<ClientKey> of(Secret secret) {
    return CheckedSecret.open(SECRET, SIZE, secret).map(ClientKey::new);
  }

  /// Returns the secret half and a check over it, 40 bytes together.
  ///
  /// @return the secret
  public Secret secret() {
    return CheckedSecret.of(SECRET, scalar);
  }

  /// Returns the public half as text.
  ///
  /// @return 52 characters of base32, in lower case
  public String name() {
    var point = new byte[X25519.POINT_SIZE];
    X25519.scalarMultBase(scalar, 0, point, 0);
    return Base32.toBase32String(point).toLowerCase(Locale.ROOT).replace("=", "");
  }

  /// Tells whether a text could be the public half of a key.
  ///
  /// @param name any text
  /// @return whether it has the right form
  public static boolean isName(String name) {
    return name.matches("[a-z2-7]{52}");
  }

  /// Returns the secret half in the form that tor takes.
  ///
  /// @return 32 bytes, which the caller wipes
  public byte[] scalar() {
    return Arrays.copyOf(scalar, SIZE);
  }

  @Override
  public String toString() {
    return "credential:[redacted]";
  }
}
