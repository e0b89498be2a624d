package sotto.protocol.crypto;

/// An Ed25519 signature (RFC 8032): R, 32 bytes, and S, 32 bytes. That it exists says nothing of
/// whether it holds: see [Identity#verify].
///
/// @param bytes 64 bytes
public record Signature(Bytes bytes) {

  /// The length of a signature, in bytes.
  public static final int SIZE = 64;

  /// Checks the length.
  ///
  /// @throws IllegalArgumentException if there are not 64 bytes
  public Signature {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a signature has " + SIZE + " bytes");
    }
  }
}
