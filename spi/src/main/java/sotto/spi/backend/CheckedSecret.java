package sotto.spi.backend;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import sotto.spi.Secret;

/// A secret with a check behind it, so that one which is damaged, or another network's, is noticed
/// (K4).
///
/// The check is the first 8 bytes of the SHA-256 of a [Transcript] of the domain and the secret: it
/// guards against accidents. Whoever holds the secret can make it.
public final class CheckedSecret {

  /// How long the check is, in bytes.
  public static final int CHECK_SIZE = 8;

  private CheckedSecret() {}

  /// Adds the check.
  ///
  /// @param domain whose secret it is, such as `sotto/tor/secret`
  /// @param bytes the secret itself
  /// @return the secret and its check
  public static Secret of(String domain, byte[] bytes) {
    var whole = Arrays.copyOf(bytes, bytes.length + CHECK_SIZE);
    System.arraycopy(check(domain, bytes), 0, whole, bytes.length, CHECK_SIZE);
    try {
      return Secret.of(whole);
    } finally {
      Arrays.fill(whole, (byte) 0);
    }
  }

  /// Takes the check off.
  ///
  /// @param domain whose secret it should be
  /// @param size how long the secret itself is, in bytes
  /// @param secret what [#of] gave, or anything else
  /// @return the secret itself, which the caller wipes, or nothing if the check fails
  public static Optional<byte[]> open(String domain, int size, Secret secret) {
    var whole = secret.reveal();
    try {
      if (whole.length != size + CHECK_SIZE) {
        return Optional.empty();
      }
      var bytes = Arrays.copyOf(whole, size);
      var check = Arrays.copyOfRange(whole, size, whole.length);
      return MessageDigest.isEqual(check, check(domain, bytes))
          ? Optional.of(bytes)
          : Optional.empty();
    } finally {
      Arrays.fill(whole, (byte) 0);
    }
  }

  private static byte[] check(String domain, byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(digest.digest(Transcript.of(domain, bytes)), CHECK_SIZE);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
