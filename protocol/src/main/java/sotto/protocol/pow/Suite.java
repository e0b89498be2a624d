package sotto.protocol.pow;

import java.util.Arrays;
import java.util.Optional;

/// Which proof of work: the number that stands for it on the wire, and what a proof consists of.
public enum Suite {
  /// No work at all: for networks of tests.
  NONE(0, 0, 0),
  /// Hashcash with SHA-256: the least to implement, and cheap for whoever has the right chips.
  HASHCASH(1, Nonces.SIZE, 0),
  /// Equi-X(60,3) and an effort by BLAKE2b, as Tor's onion services use it: made for processors.
  EQUIX(2, Nonces.SIZE, Solution.SIZE);

  private final int id;
  private final int nonceSize;
  private final int solutionSize;

  Suite(int id, int nonceSize, int solutionSize) {
    this.id = id;
    this.nonceSize = nonceSize;
    this.solutionSize = solutionSize;
  }

  /// Returns the number that stands for it on the wire, 0 to 255.
  public int id() {
    return id;
  }

  /// Returns the length of a nonce, in bytes.
  public int nonceSize() {
    return nonceSize;
  }

  /// Returns the length of a solution, in bytes.
  public int solutionSize() {
    return solutionSize;
  }

  /// Returns the suite with this number, or nothing if there is none.
  ///
  /// @param id any number
  public static Optional<Suite> of(int id) {
    return Arrays.stream(values()).filter(suite -> suite.id == id).findFirst();
  }
}
