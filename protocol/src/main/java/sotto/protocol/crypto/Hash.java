package sotto.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// SHA-256 (FIPS 180-4), and HMAC (RFC 2104) and HKDF (RFC 5869) over it.
///
/// Safe for use by any number of threads.
public final class Hash {

  /// The length of a hash, in bytes.
  public static final int SIZE = 32;

  /// The most that HKDF can give, in bytes (RFC 5869, 2.3).
  public static final int HKDF_MAX = 255 * SIZE;

  private Hash() {}

  /// Returns the SHA-256 of these bytes, one after the other.
  ///
  /// @param parts what to hash; where a part ends leaves no trace in the hash
  /// @return 32 bytes
  public static Bytes sha256(Bytes... parts) {
    var digest = digest();
    for (var part : parts) {
      digest.update(part.buffer());
    }
    return Bytes.owned(digest.digest());
  }

  /// Returns the HMAC-SHA256 of a message.
  ///
  /// @param key any number of bytes but none
  /// @param message the message
  /// @return 32 bytes
  public static Bytes hmac(Bytes key, Bytes message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
      return Bytes.owned(mac.doFinal(message.toArray()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HmacSHA256", e);
    }
  }

  /// Returns key material from a secret: HKDF-SHA256, extract and expand.
  ///
  /// @param secret the input keying material
  /// @param salt the salt, perhaps empty
  /// @param info what the material is for, perhaps empty
  /// @param size how many bytes, 1 to [#HKDF_MAX]
  /// @return as many bytes
  public static Bytes hkdf(Bytes secret, Bytes salt, Bytes info, int size) {
    var parameters =
        HKDFParameterSpec.ofExtract()
            .addIKM(secret.toArray())
            .addSalt(salt.toArray())
            .thenExpand(info.toArray(), size);
    try {
      return Bytes.owned(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("JDK 25 has HKDF-SHA256", e);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
