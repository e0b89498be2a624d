package sotto.protocol.session;

import sotto.protocol.crypto.Aead;
import sotto.protocol.crypto.Agreement;
import sotto.protocol.crypto.Bytes;

/// `Noise_XX_25519_ChaChaPoly_SHA256` (Noise revision 34): three messages, after which both ends
/// know each other's static key and share two keys that nobody else knows.
///
/// ```text
/// -> e
/// <- e, ee, s, es
/// -> s, se
/// ```
///
/// Each message is its tokens, then a payload. They are written and read one after the other, so
/// that a payload can refer to the hash of the tokens before it. Confined to one thread.
final class NoiseXx {

  private static final String NAME = "Noise_XX_25519_ChaChaPoly_SHA256";
  private static final int KEY = Agreement.SIZE;
  private static final int SEALED_KEY = KEY + Aead.TAG_SIZE;

  private final boolean dialler;
  private final Agreement staticKey;
  private final Agreement ephemeral;
  private final SymmetricState state = new SymmetricState(NAME);
  private Bytes peerEphemeral = Bytes.EMPTY;
  private Bytes peerStatic = Bytes.EMPTY;

  NoiseXx(boolean dialler, Bytes prologue, Agreement staticKey, Agreement ephemeral) {
    this.dialler = dialler;
    this.staticKey = staticKey;
    this.ephemeral = ephemeral;
    state.mixHash(prologue);
  }

  /// Returns the tokens of a message, 1 to 3, that is ours to write.
  Bytes writeTokens(int message) throws SessionException.Refused {
    return switch (message) {
      case 1 -> writeEphemeral();
      case 2 -> {
        var e = writeEphemeral();
        state.mixKey(agree(ephemeral, peerEphemeral));
        var s = state.encryptAndHash(staticKey.publicKey());
        state.mixKey(agree(staticKey, peerEphemeral));
        yield Bytes.concat(e, s);
      }
      case 3 -> {
        var s = state.encryptAndHash(staticKey.publicKey());
        state.mixKey(agree(staticKey, peerEphemeral));
        yield s;
      }
      default -> throw new IllegalArgumentException("a handshake has three messages");
    };
  }

  /// Takes in the tokens of a message, 1 to 3, that the peer wrote.
  void readTokens(int message, Bytes tokens) throws SessionException.Refused {
    switch (message) {
      case 1 -> readEphemeral(tokens);
      case 2 -> {
        readEphemeral(tokens.slice(0, KEY));
        state.mixKey(agree(ephemeral, peerEphemeral));
        peerStatic = state.decryptAndHash(tokens.slice(KEY, KEY + SEALED_KEY));
        state.mixKey(agree(ephemeral, peerStatic));
      }
      case 3 -> {
        peerStatic = state.decryptAndHash(tokens);
        state.mixKey(agree(ephemeral, peerStatic));
      }
      default -> throw new IllegalArgumentException("a handshake has three messages");
    }
  }

  /// Returns how many bytes the tokens of a message have.
  static int tokensSize(int message) {
    return switch (message) {
      case 1 -> KEY;
      case 2 -> KEY + SEALED_KEY;
      case 3 -> SEALED_KEY;
      default -> throw new IllegalArgumentException("a handshake has three messages");
    };
  }

  /// Returns a message's payload as it goes out.
  Bytes writePayload(Bytes payload) {
    return state.encryptAndHash(payload);
  }

  /// Returns what the peer's payload says.
  Bytes readPayload(Bytes payload) throws SessionException.Refused {
    return state.decryptAndHash(payload);
  }

  /// Returns the hash of all that was said until now, 32 bytes.
  Bytes hash() {
    return state.hash();
  }

  /// Returns the peer's static key, once it has come.
  Bytes peerStatic() {
    return peerStatic;
  }

  /// Returns the key for what we send.
  Bytes sendingKey() {
    return dialler ? state.split().slice(0, KEY) : state.split().slice(KEY, 2 * KEY);
  }

  /// Returns the key for what we receive.
  Bytes receivingKey() {
    return dialler ? state.split().slice(KEY, 2 * KEY) : state.split().slice(0, KEY);
  }

  private Bytes writeEphemeral() {
    state.mixHash(ephemeral.publicKey());
    return ephemeral.publicKey();
  }

  private void readEphemeral(Bytes key) {
    peerEphemeral = key;
    state.mixHash(key);
  }

  private static Bytes agree(Agreement ours, Bytes theirs) throws SessionException.Refused {
    return ours.with(theirs).orElseThrow(() -> new SessionException.Refused(Rejection.BAD_NOISE));
  }
}
