package sotto.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;

/// Ed25519 by a provider with native code. Public keys are still computed by BouncyCastle, which a
/// node does once.
final class NativeEd25519 implements Ed25519 {

  private static final int OID = 112;

  private final Provider provider;
  private final NativeKeys keys;
  private final BouncyEd25519 bouncy = new BouncyEd25519();

  /// @param provider who signs and verifies
  /// @param keys who makes the keys, if not the same
  NativeEd25519(Provider provider, Provider keys) throws GeneralSecurityException {
    this.provider = provider;
    this.keys = new NativeKeys(keys, "Ed25519", OID);
  }

  @Override
  public byte[] publicKey(byte[] seed) {
    return bouncy.publicKey(seed);
  }

  @Override
  public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
    try {
      var signer = java.security.Signature.getInstance("Ed25519", provider);
      signer.initSign(keys.secretKey(seed));
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the provider of Ed25519 failed", e);
    }
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      var verifier = java.security.Signature.getInstance("Ed25519", provider);
      verifier.initVerify(keys.publicKey(publicKey));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      // A key or signature that the provider cannot even read; the rules look at it again.
      return false;
    }
  }
}
