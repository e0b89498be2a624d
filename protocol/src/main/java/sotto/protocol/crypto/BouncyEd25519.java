package sotto.protocol.crypto;

/// Ed25519 by BouncyCastle's lightweight API, which needs no registered provider.
final class BouncyEd25519 implements Ed25519 {

  @Override
  public byte[] publicKey(byte[] seed) {
    var key = new byte[PeerId.SIZE];
    org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, key, 0);
    return key;
  }

  @Override
  public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
    var signature = new byte[Signature.SIZE];
    org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
        seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
        signature, 0, publicKey, 0, message, 0, message.length);
  }
}
