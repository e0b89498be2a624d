package sotto.protocol.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import sotto.protocol.crypto.Aead;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;

/// The symmetric half of a Noise handshake (revision 34, 5.2): a hash of all that was said, and a
/// key made of all that was agreed on.
///
/// Confined to one thread.
final class SymmetricState {

  private Bytes chainingKey;
  private Bytes hash;
  private Aead cipher;
  private boolean keyed;
  private long counter;

  /// Starts with the name of the protocol, at most 32 characters.
  SymmetricState(String protocol) {
    hash = Bytes.owned(Arrays.copyOf(protocol.getBytes(US_ASCII), Hash.SIZE));
    chainingKey = hash;
    cipher = new Aead(hash);
  }

  Bytes hash() {
    return hash;
  }

  void mixHash(Bytes part) {
    hash = Hash.sha256(hash, part);
  }

  void mixKey(Bytes secret) {
    var keys = Hash.hkdf(secret, chainingKey, Bytes.EMPTY, 2 * Hash.SIZE);
    chainingKey = keys.slice(0, Hash.SIZE);
    cipher = new Aead(keys.slice(Hash.SIZE, 2 * Hash.SIZE));
    keyed = true;
    counter = 0;
  }

  Bytes encryptAndHash(Bytes plain) {
    if (!keyed) {
      mixHash(plain);
      return plain;
    }
    var sealed = Arrays.copyOf(plain.toArray(), plain.size() + Aead.TAG_SIZE);
    cipher.seal(counter++, hash, sealed, 0, plain.size());
    var text = Bytes.owned(sealed);
    mixHash(text);
    return text;
  }

  Bytes decryptAndHash(Bytes text) throws SessionException.Refused {
    if (!keyed) {
      mixHash(text);
      return text;
    }
    var buffer = text.toArray();
    if (buffer.length < Aead.TAG_SIZE || !cipher.open(counter++, hash, buffer, 0, buffer.length)) {
      throw new SessionException.Refused(Rejection.BAD_NOISE);
    }
    mixHash(text);
    return Bytes.owned(Arrays.copyOf(buffer, buffer.length - Aead.TAG_SIZE));
  }

  /// Returns the keys of both directions, 64 bytes: first the dialler's, then the listener's.
  Bytes split() {
    return Hash.hkdf(Bytes.EMPTY, chainingKey, Bytes.EMPTY, 2 * Hash.SIZE);
  }
}
