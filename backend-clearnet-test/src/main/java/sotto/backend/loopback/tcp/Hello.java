package sotto.backend.loopback.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import sotto.backend.loopback.core.LoopbackKey;

/// What a caller says first, and what the two signatures that follow are over.
///
/// ```text
///   caller ─▶ magic (8) ‖ kind (1) ‖ target (32) ‖ source (32) ‖ nonce (32)
///          ◀─ nonce (32) ‖ the target's signature (64)
///   caller ─▶ the source's signature (64)                 unless it only asks
///          ◀─ verdict (1)
/// ```
///
/// Both signatures are over the registry's secret as well, so that nobody can be either side who
/// cannot read the registry; the secret itself is never sent.
final class Hello {

  static final int NONCE_SIZE = 32;
  static final int SIZE = 8 + 1 + 2 * LoopbackKey.ID_SIZE + NONCE_SIZE;
  static final int ANSWER_SIZE = NONCE_SIZE + LoopbackKey.SIGNATURE_SIZE;

  private static final byte[] MAGIC = "SOTTOLB1".getBytes(US_ASCII);
  private static final int TARGET_AT = MAGIC.length + 1;
  private static final int SOURCE_AT = TARGET_AT + LoopbackKey.ID_SIZE;
  private static final int NONCE_AT = SOURCE_AT + LoopbackKey.ID_SIZE;
  private static final String LISTENER = "sotto/loopback/listener";
  private static final String CALLER = "sotto/loopback/caller";

  /// What a caller can want.
  enum Kind {
    /// A link.
    LINK(1),
    /// To know whether the target is there.
    ASK(2);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }
  }

  /// What a listener can say at the end.
  enum Verdict {
    /// The link waits in the backlog.
    ADMITTED(1),
    /// There is no room.
    REFUSED(2),
    /// The key is being listened on here.
    LISTENING(3),
    /// The key is about to be listened on here, if no other process has it.
    CLAIMING(4);

    private final byte code;

    Verdict(int code) {
      this.code = (byte) code;
    }

    byte[] encode() {
      return new byte[] {code};
    }

    static Optional<Verdict> decode(byte code) {
      return Arrays.stream(values()).filter(verdict -> verdict.code == code).findAny();
    }
  }

  private final Kind kind;
  private final byte[] bytes;

  private Hello(Kind kind, byte[] bytes) {
    this.kind = kind;
    this.bytes = bytes;
  }

  /// Asks for a link.
  static Hello link(byte[] target, byte[] source, byte[] nonce) {
    return of(Kind.LINK, target, source, nonce);
  }

  /// Asks whether the target is there.
  static Hello ask(byte[] target, byte[] nonce) {
    return of(Kind.ASK, target, new byte[LoopbackKey.ID_SIZE], nonce);
  }

  /// Reads a hello from a stranger.
  static Optional<Hello> decode(byte[] bytes) {
    if (bytes.length != SIZE || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return Optional.empty();
    }
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.code == bytes[MAGIC.length])
        .findAny()
        .map(kind -> new Hello(kind, bytes.clone()));
  }

  byte[] encode() {
    return bytes.clone();
  }

  Kind kind() {
    return kind;
  }

  byte[] target() {
    return Arrays.copyOfRange(bytes, TARGET_AT, SOURCE_AT);
  }

  byte[] source() {
    return Arrays.copyOfRange(bytes, SOURCE_AT, NONCE_AT);
  }

  /// Returns the listener's answer.
  byte[] answer(LoopbackKey listener, byte[] secret, byte[] answerNonce) {
    return ByteBuffer.allocate(ANSWER_SIZE)
        .put(answerNonce)
        .put(listener.sign(LISTENER, secret, bytes, answerNonce))
        .array();
  }

  /// Tells whether the target itself gave this answer.
  boolean answered(byte[] secret, byte[] answer) {
    var signature = Arrays.copyOfRange(answer, NONCE_SIZE, ANSWER_SIZE);
    return LoopbackKey.verify(target(), signature, LISTENER, secret, bytes, nonceOf(answer));
  }

  /// Returns the caller's proof, after the listener's answer.
  byte[] proof(LoopbackKey caller, byte[] secret, byte[] answer) {
    return caller.sign(CALLER, secret, bytes, nonceOf(answer));
  }

  /// Tells whether the source itself gave this proof.
  boolean proved(byte[] secret, byte[] answer, byte[] proof) {
    return LoopbackKey.verify(source(), proof, CALLER, secret, bytes, nonceOf(answer));
  }

  private static Hello of(Kind kind, byte[] target, byte[] source, byte[] nonce) {
    var bytes =
        ByteBuffer.allocate(SIZE).put(MAGIC).put(kind.code).put(target).put(source).put(nonce);
    return new Hello(kind, bytes.array());
  }

  private static byte[] nonceOf(byte[] answer) {
    return Arrays.copyOf(answer, NONCE_SIZE);
  }
}
