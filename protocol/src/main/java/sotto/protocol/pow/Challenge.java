package sotto.protocol.pow;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;

/// What a proof of work is for. A proof made for one challenge never holds for another.
///
/// What is hashed is that of Tor's scheme (spec.torproject.org, hspow-spec, v1-equix): 16 bytes
/// that name the protocol ‖ 32 bytes that name the subject ‖ a seed of 32 bytes ‖ a nonce of 16 ‖
/// u32 effort. Tor's subject is an onion service's blinded key; ours is the SHA-256 of the bytes
/// that the proof belongs to, whatever they are.
///
/// @param protocol names the protocol, [#PROTOCOL_SIZE] bytes
/// @param subject names what the proof is for, [#SUBJECT_SIZE] bytes
/// @param seed what nobody could know before a certain time, [#SEED_SIZE] bytes
public record Challenge(Bytes protocol, Bytes subject, Bytes seed) {

  /// The length of a protocol's name, in bytes.
  public static final int PROTOCOL_SIZE = 16;

  /// The length of a subject's name, in bytes.
  public static final int SUBJECT_SIZE = 32;

  /// The length of a seed, in bytes.
  public static final int SEED_SIZE = 32;

  /// The seed where there is none. Proofs can then be made long before they are used.
  public static final Bytes NO_SEED = Bytes.owned(new byte[SEED_SIZE]);

  private static final Bytes OURS = name("Sotto pow v1");
  private static final Bytes TORS = name("Tor hs intro v1");

  /// Checks the sizes.
  public Challenge {
    if (protocol.size() != PROTOCOL_SIZE
        || subject.size() != SUBJECT_SIZE
        || seed.size() != SEED_SIZE) {
      throw new IllegalArgumentException("a challenge is 16, 32 and 32 bytes");
    }
  }

  /// What a proof of ours belongs to.
  public enum Purpose {
    /// A peer's record: the identity and the addresses that it claims.
    RECORD("record"),
    /// An item that floods.
    ITEM("item");

    private final String label;

    Purpose(String label) {
      this.label = label;
    }

    private Bytes prefix() {
      var text = Bytes.owned(label.getBytes(US_ASCII));
      return Bytes.concat(Bytes.of((byte) text.size()), text);
    }
  }

  /// Returns the challenge for some bytes.
  ///
  /// The bytes must say everything that the proof shall not be moved away from: the network, the
  /// key, the addresses. Those that may change without new work stay outside.
  ///
  /// @param purpose what kind of thing the bytes are
  /// @param content the bytes, any number
  /// @param seed a network's beacon, or [#NO_SEED]
  public static Challenge of(Purpose purpose, Bytes content, Bytes seed) {
    return new Challenge(OURS, Hash.sha256(purpose.prefix(), content), seed);
  }

  /// Returns the challenge of an onion service that asks for work before an introduction.
  ///
  /// @param service the service's blinded key, 32 bytes
  /// @param seed the seed in the service's descriptor, 32 bytes
  public static Challenge ofOnionService(Bytes service, Bytes seed) {
    return new Challenge(TORS, service, seed);
  }

  /// Returns the bytes that are hashed.
  Bytes with(Bytes nonce, Effort effort) {
    var u32 = ByteBuffer.allocate(Integer.BYTES).putInt((int) effort.value());
    return Bytes.concat(protocol, subject, seed, nonce, Bytes.owned(u32.array()));
  }

  private static Bytes name(String text) {
    return Bytes.owned(Arrays.copyOf(text.getBytes(US_ASCII), PROTOCOL_SIZE));
  }
}
