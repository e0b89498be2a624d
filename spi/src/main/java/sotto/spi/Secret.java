package sotto.spi;

import java.security.MessageDigest;
import java.util.Arrays;

/// Secret bytes of a key: redacted wherever they are printed, compared in constant time, and wiped
/// when closed.
///
/// Safe for use by any number of threads.
public final class Secret implements AutoCloseable {

  /// The longest secret that a backend may have, in bytes: an I2P private key with room to spare.
  public static final int SIZE_MAX = 4096;

  private final byte[] bytes;
  private boolean closed;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Returns a secret with a copy of these bytes.
  ///
  /// @param bytes 1 to [#SIZE_MAX] bytes; the caller should wipe its own copy
  /// @return the secret
  /// @throws IllegalArgumentException if there are none or too many
  public static Secret of(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > SIZE_MAX) {
      throw new IllegalArgumentException("a secret has 1 to " + SIZE_MAX + " bytes");
    }
    return new Secret(bytes.clone());
  }

  /// Returns a copy of the bytes. The caller should wipe it when done.
  ///
  /// @return the bytes
  /// @throws IllegalStateException if the secret was closed
  public synchronized byte[] reveal() {
    if (closed) {
      throw new IllegalStateException("this secret was wiped");
    }
    return bytes.clone();
  }

  /// Wipes the bytes. Idempotent.
  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof Secret that
        && !isClosed()
        && !that.isClosed()
        && MessageDigest.isEqual(reveal(), that.reveal());
  }

  /// Returns the same number for every secret, for a hash of the bytes would reveal something of
  /// them.
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "secret:[redacted]";
  }

  private synchronized boolean isClosed() {
    return closed;
  }
}
