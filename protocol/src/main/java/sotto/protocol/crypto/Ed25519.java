package sotto.protocol.crypto;

/// Ed25519 (RFC 8032) as one provider does it. Whether a signature counts is for [Ed25519Rules] to
/// say.
interface Ed25519 {

  /// Returns the public key, 32 bytes, of a seed of 32 bytes.
  byte[] publicKey(byte[] seed);

  /// Signs with a seed, whose public key the caller knows.
  byte[] sign(byte[] seed, byte[] publicKey, byte[] message);

  /// Tells whether the provider accepts a signature of 64 bytes.
  boolean verify(byte[] publicKey, byte[] message, byte[] signature);
}
