package sotto.protocol.crypto;

import org.bouncycastle.crypto.params.KeyParameter;

/// SipHash-2-4 (Aumasson and Bernstein, INDOCRYPT 2012): a short hash that nobody without the key
/// can foresee.
///
/// Confined to one thread.
public final class SipHash {

  /// The length of a key, in bytes.
  public static final int KEY_SIZE = 16;

  private final org.bouncycastle.crypto.macs.SipHash mac =
      new org.bouncycastle.crypto.macs.SipHash();
  private final byte[] word = new byte[Long.BYTES];

  /// Makes the function of a key.
  ///
  /// @param key [#KEY_SIZE] bytes
  public SipHash(Bytes key) {
    mac.init(new KeyParameter(key.toArray()));
  }

  /// Returns the hash of some bytes.
  ///
  /// @param bytes any number
  public long of(Bytes bytes) {
    var size = bytes.size();
    for (var at = 0; at < size; at += word.length) {
      var count = Math.min(word.length, size - at);
      bytes.copyTo(at, word, 0, count);
      mac.update(word, 0, count);
    }
    return mac.doFinal();
  }

  /// Returns the hash of a number: of its eight bytes in little-endian order.
  ///
  /// @param number any number
  public long of(long number) {
    for (var i = 0; i < word.length; i++) {
      word[i] = (byte) (number >>> (i * Byte.SIZE));
    }
    mac.update(word, 0, word.length);
    return mac.doFinal();
  }
}
