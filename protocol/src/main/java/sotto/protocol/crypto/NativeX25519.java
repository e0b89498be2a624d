package sotto.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import javax.crypto.KeyAgreement;

/// X25519 by a provider with native code. Public keys are still computed by BouncyCastle, which has
/// a table for it and is faster.
final class NativeX25519 implements X25519 {

  private static final int OID = 110;
  private static final int SIZE = 32;

  private final Provider provider;
  private final NativeKeys keys;
  private final BouncyX25519 bouncy = new BouncyX25519();

  NativeX25519(Provider provider) throws GeneralSecurityException {
    this.provider = provider;
    keys = new NativeKeys(provider, "XDH", OID);
  }

  @Override
  public byte[] publicKey(byte[] secret) {
    return bouncy.publicKey(secret);
  }

  @Override
  public byte[] agree(byte[] secret, byte[] peer) {
    try {
      var agreement = KeyAgreement.getInstance("XDH", provider);
      agreement.init(keys.secretKey(secret));
      agreement.doPhase(keys.publicKey(peer), true);
      return agreement.generateSecret();
    } catch (InvalidKeyException | IllegalStateException _) {
      // So a provider says that the peer's key is of small order.
      return new byte[SIZE];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the provider of X25519 failed", e);
    }
  }
}
