package sotto.protocol.crypto;

/// X25519 by BouncyCastle's lightweight API, which needs no registered provider.
final class BouncyX25519 implements X25519 {

  private static final int SIZE = 32;

  @Override
  public byte[] publicKey(byte[] secret) {
    var key = new byte[SIZE];
    org.bouncycastle.math.ec.rfc7748.X25519.scalarMultBase(secret, 0, key, 0);
    return key;
  }

  @Override
  public byte[] agree(byte[] secret, byte[] peer) {
    var shared = new byte[SIZE];
    org.bouncycastle.math.ec.rfc7748.X25519.scalarMult(secret, 0, peer, 0, shared, 0);
    return shared;
  }
}
