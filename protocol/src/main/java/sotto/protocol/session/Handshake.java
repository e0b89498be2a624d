package sotto.protocol.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import sotto.protocol.crypto.Aead;
import sotto.protocol.crypto.Agreement;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Domain;
import sotto.protocol.crypto.Hash;
import sotto.protocol.crypto.Identity;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.crypto.Signature;
import sotto.spi.Address;

/// How two strangers on a link come to know each other: Noise XX, with an identity proved inside.
///
/// Bytes in, bytes out: no link, no thread, no clock. The dialler writes, reads and writes; the
/// listener reads, writes and reads; each message has [#MESSAGE_SIZE] bytes. `docs/protocol.md` has
/// every byte. Confined to one thread.
public final class Handshake {

  /// The length of every handshake message, in bytes: that of the smallest frame, so that a
  /// handshake stands out by its size neither from frames nor in itself.
  public static final int MESSAGE_SIZE = FrameSize.SMALLEST.onWire();

  /// The version of all that this package puts on the wire.
  public static final int VERSION = 1;

  private static final String PROTOCOL = "sotto-session";
  private static final int PROOF_SIZE = PeerId.SIZE + Signature.SIZE;
  private static final int MESSAGES = 3;

  private final boolean dialler;
  private final Identity self;
  private final RandomGenerator random;
  private final Bytes prologue;
  private final Agreement staticKey;
  private final Agreement ephemeral;
  private final NoiseXx noise;
  private int message = 1;
  private PeerId peer;

  private Handshake(boolean dialler, Identity self, Address address, RandomGenerator random) {
    this.dialler = dialler;
    this.self = self;
    this.random = random;
    prologue = prologue(VERSION, address);
    ephemeral = Agreement.create(random);
    staticKey = Agreement.create(random);
    noise = new NoiseXx(dialler, prologue, staticKey, ephemeral);
    peer = self.id();
  }

  /// Starts a handshake on a link that we dialled.
  ///
  /// @param self who we are
  /// @param dialled the address that was dialled
  /// @param random where secrets come from
  /// @return a handshake that begins with a message to write
  public static Handshake dialler(Identity self, Address dialled, RandomGenerator random) {
    return new Handshake(true, self, dialled, random);
  }

  /// Starts a handshake on a link that we accepted.
  ///
  /// @param self who we are
  /// @param own the address that the peer dialled, as far as we know: our listener's
  /// @param random where secrets come from
  /// @return a handshake that begins with a message to read
  public static Handshake listener(Identity self, Address own, RandomGenerator random) {
    return new Handshake(false, self, own, random);
  }

  /// Tells whether the next step is ours, [#write], or the peer's, [#read].
  ///
  /// @return whether to write; false also when the handshake is over
  public boolean isOurs() {
    return !isOver() && dialler == (message % 2 == 1);
  }

  /// Tells whether both identities are proved.
  ///
  /// @return whether the handshake is over
  public boolean isOver() {
    return message > MESSAGES;
  }

  /// Returns the next message to send.
  ///
  /// @return [#MESSAGE_SIZE] bytes
  /// @throws SessionException.Refused if the peer's key is of small order
  /// @throws IllegalStateException if it is the peer's turn
  public Bytes write() throws SessionException.Refused {
    if (!isOurs()) {
      throw new IllegalStateException("it is the peer's turn");
    }
    var tokens = noise.writeTokens(message);
    var size = payloadSize(message);
    var payload = noise.writePayload(message == 1 ? hello(tokens, size) : proof(size));
    message++;
    return Bytes.concat(tokens, payload);
  }

  /// Takes in the peer's next message.
  ///
  /// @param text [#MESSAGE_SIZE] bytes
  /// @throws SessionException.Refused if it is not what an honest peer would say; the handshake
  ///   must be abandoned
  /// @throws IllegalStateException if it is our turn
  /// @throws IllegalArgumentException if the length is another
  public void read(Bytes text) throws SessionException.Refused {
    if (isOurs() || isOver()) {
      throw new IllegalStateException("it is our turn, or nobody's");
    }
    if (text.size() != MESSAGE_SIZE) {
      throw new IllegalArgumentException("a message has " + MESSAGE_SIZE + " bytes");
    }
    var split = NoiseXx.tokensSize(message);
    var tokens = text.slice(0, split);
    if (message == 1) {
      checkHello(tokens, text.slice(split, split + Hash.SIZE));
    }
    noise.readTokens(message, tokens);
    var hash = noise.hash();
    var payload = noise.readPayload(text.slice(split, MESSAGE_SIZE));
    if (message > 1) {
      checkProof(hash, payload);
    }
    message++;
  }

  /// Returns who the peer is.
  ///
  /// @return the proven peer
  /// @throws IllegalStateException if the handshake is not over
  public PeerId peer() {
    requireOver();
    return peer;
  }

  /// Returns the hash of the whole handshake, which no other handshake has.
  ///
  /// @return 32 bytes
  /// @throws IllegalStateException if the handshake is not over
  public Bytes channelBinding() {
    requireOver();
    return noise.hash();
  }

  /// Returns what seals the frames that we send.
  ///
  /// @return a new sealer, whose frames start from the first
  /// @throws IllegalStateException if the handshake is not over
  public FrameSealer sealer() {
    requireOver();
    return new FrameSealer(noise.sendingKey());
  }

  /// Returns what opens the frames that we receive.
  ///
  /// @return a new opener, whose frames start from the first
  /// @throws IllegalStateException if the handshake is not over
  public FrameOpener opener() {
    requireOver();
    return new FrameOpener(noise.receivingKey());
  }

  /// Returns what both ends must agree on before anything is said: u8 length ‖ `sotto-session` ‖
  /// u16 version ‖ u8 length ‖ the address in its binary form, scheme and port included.
  static Bytes prologue(int version, Address address) {
    var binary = address.encode();
    return Bytes.of(
        ByteBuffer.allocate(1 + PROTOCOL.length() + Short.BYTES + 1 + binary.length)
            .put((byte) PROTOCOL.length())
            .put(PROTOCOL.getBytes(US_ASCII))
            .putShort((short) version)
            .put((byte) binary.length)
            .put(binary)
            .flip());
  }

  private static int payloadSize(int message) {
    var size = MESSAGE_SIZE - NoiseXx.tokensSize(message);
    return message == 1 ? size : size - Aead.TAG_SIZE;
  }

  /// Nothing is encrypted yet, so what fills the first message is random.
  private Bytes hello(Bytes tokens, int size) {
    var filler = new byte[size - Hash.SIZE];
    random.nextBytes(filler);
    return Bytes.concat(Hash.sha256(prologue, tokens), Bytes.owned(filler));
  }

  /// Before any work on the curve: does the peer mean us, in our version?
  private void checkHello(Bytes tokens, Bytes tag) throws SessionException.Refused {
    if (!Hash.sha256(prologue, tokens).equals(tag)) {
      throw new SessionException.Refused(Rejection.WRONG_ADDRESS);
    }
  }

  private Bytes proof(int size) {
    var domain = dialler ? Domain.HANDSHAKE_DIALLER : Domain.HANDSHAKE_LISTENER;
    var signed = Bytes.concat(noise.hash(), staticKey.publicKey());
    var payload = new byte[size];
    self.id().key().copyTo(payload, 0);
    self.sign(domain, signed).bytes().copyTo(payload, PeerId.SIZE);
    return Bytes.owned(payload);
  }

  private void checkProof(Bytes hash, Bytes payload) throws SessionException.Refused {
    var padding = payload.slice(PROOF_SIZE, payload.size()).toArray();
    if (!Arrays.equals(padding, new byte[padding.length])) {
      throw new SessionException.Refused(Rejection.BAD_PADDING);
    }
    var domain = dialler ? Domain.HANDSHAKE_LISTENER : Domain.HANDSHAKE_DIALLER;
    var signed = Bytes.concat(hash, noise.peerStatic());
    var claimed = claimed(payload.slice(0, PeerId.SIZE));
    var signature = new Signature(payload.slice(PeerId.SIZE, PROOF_SIZE));
    if (!Identity.verify(claimed, domain, signed, signature)) {
      throw new SessionException.Refused(Rejection.FORGED_IDENTITY);
    }
    if (claimed.equals(self.id())) {
      throw new SessionException.Refused(Rejection.SELF);
    }
    peer = claimed;
  }

  private static PeerId claimed(Bytes key) throws SessionException.Refused {
    try {
      return new PeerId(key);
    } catch (IllegalArgumentException _) {
      throw new SessionException.Refused(Rejection.FORGED_IDENTITY);
    }
  }

  private void requireOver() {
    if (!isOver()) {
      throw new IllegalStateException("the handshake is not over");
    }
  }
}
