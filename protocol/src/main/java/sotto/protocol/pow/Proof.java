package sotto.protocol.pow;

import java.nio.ByteBuffer;
import java.util.Optional;
import sotto.protocol.crypto.Bytes;

/// Work that was done. It can be kept, and handed to a node that did not do it.
///
/// In bytes: u8 suite ‖ u32 effort ‖ the nonce ‖ the solution, as long as the suite says.
///
/// @param suite which proof of work
/// @param effort the effort that it was made for
/// @param nonce the nonce that was found
/// @param solution what was found for it
public record Proof(Suite suite, Effort effort, Bytes nonce, Bytes solution) {

  /// The length of the longest proof, in bytes.
  public static final int SIZE_MAX = 1 + Integer.BYTES + Nonces.SIZE + Solution.SIZE;

  /// The proof of no work.
  public static final Proof NONE = new Proof(Suite.NONE, Effort.ZERO, Bytes.EMPTY, Bytes.EMPTY);

  /// Checks the sizes.
  public Proof {
    if (nonce.size() != suite.nonceSize() || solution.size() != suite.solutionSize()) {
      throw new IllegalArgumentException("the sizes are not those of " + suite);
    }
  }

  /// Returns this proof in bytes, at most [#SIZE_MAX].
  public Bytes encode() {
    var head = ByteBuffer.allocate(1 + Integer.BYTES);
    head.put((byte) suite.id()).putInt((int) effort.value());
    return Bytes.concat(Bytes.owned(head.array()), nonce, solution);
  }

  /// Returns the proof in some bytes, or nothing if they are none, whether too long, too short or
  /// of a suite that is not known here.
  ///
  /// @param bytes any bytes
  public static Optional<Proof> decode(Bytes bytes) {
    if (bytes.size() < 1 + Integer.BYTES) {
      return Optional.empty();
    }
    var in = bytes.buffer();
    var suite = Suite.of(Byte.toUnsignedInt(in.get()));
    var effort = new Effort(Integer.toUnsignedLong(in.getInt()));
    return suite
        .filter(known -> in.remaining() == known.nonceSize() + known.solutionSize())
        .map(known -> of(known, effort, bytes, in.position()));
  }

  private static Proof of(Suite suite, Effort effort, Bytes bytes, int at) {
    var middle = at + suite.nonceSize();
    return new Proof(suite, effort, bytes.slice(at, middle), bytes.slice(middle, bytes.size()));
  }

  /// Says why a verifier need not look at the work: it is another suite's, or claims too little.
  Optional<Refusal> misses(Suite asked, Effort least) {
    if (suite != asked) {
      return Optional.of(Refusal.OTHER_SUITE);
    }
    return effort.compareTo(least) < 0 ? Optional.of(Refusal.TOO_LITTLE) : Optional.empty();
  }
}
