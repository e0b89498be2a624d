package sotto.protocol.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// ChaCha20-Poly1305 (RFC 8439) under one key, with counters for nonces as Noise has them (revision
/// 34, 12.3), done by the JDK in place.
///
/// One object seals or opens many records, which saves most of what a record costs besides its
/// bytes. Nobody but the caller sees to it that no counter seals twice. Confined to one thread at a
/// time.
public final class Aead {

  /// The length of a key, in bytes.
  public static final int KEY_SIZE = 32;

  /// By how much a sealed record is longer, in bytes.
  public static final int TAG_SIZE = 16;

  private static final String ALGORITHM = "ChaCha20-Poly1305";
  private static final int NONCE_SIZE = 12;
  private static final long REKEY_COUNTER = -1;

  private final SecretKeySpec key;
  private final Cipher cipher;

  /// Makes a cipher.
  ///
  /// @param key 32 bytes
  /// @throws IllegalArgumentException if there are not 32 bytes
  public Aead(Bytes key) {
    if (key.size() != KEY_SIZE) {
      throw new IllegalArgumentException("a key has " + KEY_SIZE + " bytes");
    }
    this.key = new SecretKeySpec(key.toArray(), "ChaCha20");
    try {
      cipher = Cipher.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the JDK has " + ALGORITHM, e);
    }
  }

  /// Encrypts bytes where they are, and puts the tag behind them.
  ///
  /// @param counter the nonce, used for nothing else under this key
  /// @param associated what is authenticated as well
  /// @param buffer what holds the bytes and has room for the tag
  /// @param at where they begin
  /// @param size how many there are, without the tag
  public void seal(long counter, Bytes associated, byte[] buffer, int at, int size) {
    try {
      crypt(Cipher.ENCRYPT_MODE, nonce(counter), associated, buffer, at, size);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed", e);
    }
  }

  /// Checks and decrypts a record where it is.
  ///
  /// @param counter the nonce that it was sealed with
  /// @param associated what was authenticated as well
  /// @param buffer what holds the record
  /// @param at where it begins
  /// @param size its length with the tag, at least [#TAG_SIZE]
  /// @return whether it is genuine; if not, the buffer is as it was
  public boolean open(long counter, Bytes associated, byte[] buffer, int at, int size) {
    try {
      crypt(Cipher.DECRYPT_MODE, nonce(counter), associated, buffer, at, size);
      return true;
    } catch (AEADBadTagException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("opening failed", e);
    }
  }

  /// Returns a cipher with the next key, from which this one's cannot be computed: REKEY of Noise
  /// (revision 34, 4.2).
  ///
  /// @return the cipher
  public Aead rekeyed() {
    var sealed = new byte[KEY_SIZE + TAG_SIZE];
    seal(REKEY_COUNTER, Bytes.EMPTY, sealed, 0, KEY_SIZE);
    return new Aead(Bytes.owned(sealed).slice(0, KEY_SIZE));
  }

  @Override
  public String toString() {
    return "aead:[redacted]";
  }

  /// Seals or opens in place under any nonce of 12 bytes.
  void crypt(int mode, byte[] nonce, Bytes associated, byte[] buffer, int at, int size)
      throws GeneralSecurityException {
    cipher.init(mode, key, new IvParameterSpec(nonce));
    if (associated.size() > 0) {
      cipher.updateAAD(associated.buffer());
    }
    cipher.doFinal(buffer, at, size, buffer, at);
  }

  private static byte[] nonce(long counter) {
    return ByteBuffer.allocate(NONCE_SIZE)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0)
        .putLong(counter)
        .array();
  }
}
