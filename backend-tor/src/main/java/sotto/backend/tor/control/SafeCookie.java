package sotto.backend.tor.control;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The proofs of `SAFECOOKIE`, by which both sides show that they know the cookie and neither tells
/// it; control-spec, section 3.24. Pure.
final class SafeCookie {

  /// The size of a cookie, a nonce and a proof, in bytes.
  static final int SIZE = 32;

  private static final String FROM_SERVER =
      "Tor safe cookie authentication server-to-controller hash";
  private static final String FROM_CLIENT =
      "Tor safe cookie authentication controller-to-server hash";

  private final byte[] cookie;
  private final byte[] client;
  private final byte[] server;

  /// Takes what both proofs are made of.
  ///
  /// @param cookie 32 bytes
  /// @param client our nonce, 32 bytes
  /// @param server tor's nonce, 32 bytes
  SafeCookie(byte[] cookie, byte[] client, byte[] server) {
    this.cookie = cookie.clone();
    this.client = client.clone();
    this.server = server.clone();
  }

  /// Tells in constant time whether tor knows the cookie.
  boolean proves(byte[] proof) {
    return MessageDigest.isEqual(hmac(FROM_SERVER), proof);
  }

  /// Returns our proof, 32 bytes.
  byte[] proof() {
    return hmac(FROM_CLIENT);
  }

  private byte[] hmac(String key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(US_ASCII), "HmacSHA256"));
      mac.update(cookie);
      mac.update(client);
      return mac.doFinal(server);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has HMAC-SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "cookie:[redacted]";
  }
}
