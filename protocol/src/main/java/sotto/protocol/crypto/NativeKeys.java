package sotto.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// Raw keys of 32 bytes as a provider of the JDK's architecture wants them: wrapped as RFC 8410
/// says.
final class NativeKeys {

  private final KeyFactory keys;
  private final byte[] publicPrefix;
  private final byte[] secretPrefix;

  /// @param provider who makes the keys
  /// @param algorithm `X25519` or `Ed25519`
  /// @param oid the last byte of the curve's object identifier, 1.3.101.x
  NativeKeys(Provider provider, String algorithm, int oid) throws GeneralSecurityException {
    keys = KeyFactory.getInstance(algorithm, provider);
    publicPrefix = HexFormat.of().parseHex("302a300506032b65%02x032100".formatted(oid));
    secretPrefix = HexFormat.of().parseHex("302e020100300506032b65%02x04220420".formatted(oid));
  }

  PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    return keys.generatePublic(new X509EncodedKeySpec(concat(publicPrefix, raw)));
  }

  PrivateKey secretKey(byte[] raw) throws GeneralSecurityException {
    return keys.generatePrivate(new PKCS8EncodedKeySpec(concat(secretPrefix, raw)));
  }

  private static byte[] concat(byte[] prefix, byte[] raw) {
    return Bytes.concat(Bytes.of(prefix), Bytes.of(raw)).toArray();
  }
}
