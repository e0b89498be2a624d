package sotto.protocol.crypto;

import org.bouncycastle.crypto.digests.Blake2bDigest;

/// BLAKE2b (RFC 7693), with the salt of its parameter block where one is given.
///
/// Safe for use by any number of threads.
public final class Blake2b {

  /// The longest hash, in bytes.
  public static final int SIZE_MAX = 64;

  /// The length of a salt, in bytes.
  public static final int SALT_SIZE = 16;

  private static final byte[] NO_SALT = new byte[SALT_SIZE];

  private Blake2b() {}

  /// Returns the hash of these bytes, one after the other, without key and salt.
  ///
  /// @param size how many bytes, 1 to [#SIZE_MAX]; a short hash is not the beginning of a long one
  /// @param parts what to hash; where a part ends leaves no trace in the hash
  /// @return as many bytes
  public static Bytes hash(int size, Bytes... parts) {
    return hash(size, NO_SALT, parts);
  }

  /// Returns the salted hash of these bytes, one after the other.
  ///
  /// @param size how many bytes, 1 to [#SIZE_MAX]
  /// @param salt [#SALT_SIZE] bytes
  /// @param parts what to hash
  /// @return as many bytes
  public static Bytes salted(int size, Bytes salt, Bytes... parts) {
    return hash(size, salt.toArray(), parts);
  }

  private static Bytes hash(int size, byte[] salt, Bytes... parts) {
    var digest = new Blake2bDigest(null, size, salt, null);
    for (var part : parts) {
      digest.update(part.toArray(), 0, part.size());
    }
    var hash = new byte[size];
    digest.doFinal(hash, 0);
    return Bytes.owned(hash);
  }
}
