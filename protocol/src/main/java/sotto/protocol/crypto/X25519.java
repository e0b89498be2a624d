package sotto.protocol.crypto;

/// X25519 (RFC 7748) as one provider does it.
interface X25519 {

  /// Returns the public key, 32 bytes, of a secret of 32 bytes.
  byte[] publicKey(byte[] secret);

  /// Returns what a secret and a peer's public key have in common, 32 bytes; all zero if the peer's
  /// key is of small order.
  byte[] agree(byte[] secret, byte[] peer);
}
