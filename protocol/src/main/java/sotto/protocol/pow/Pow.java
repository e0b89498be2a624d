package sotto.protocol.pow;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/// One proof of work. Safe for use by any number of threads.
public sealed interface Pow permits NoWork, Hashcash, EquiX {

  /// Returns the proof of work of a suite.
  ///
  /// @param suite which
  static Pow of(Suite suite) {
    return switch (suite) {
      case NONE -> new NoWork();
      case HASHCASH -> new Hashcash();
      case EQUIX -> new EquiX();
    };
  }

  /// Returns which one this is.
  Suite suite();

  /// Does the work, on the thread that calls. The same arguments give the same proof.
  ///
  /// @param challenge what for
  /// @param effort how much
  /// @param nonces which nonces to try
  /// @param cancelled asked before each nonce whether to stop
  /// @return how it ended
  Search solve(Challenge challenge, Effort effort, Nonces nonces, BooleanSupplier cancelled);

  /// Says why a proof does not hold; nothing if it does.
  ///
  /// Whatever the proof, this ends in the time that [Cost#check] says, and most that do not hold
  /// cost far less.
  ///
  /// @param challenge what it must be for
  /// @param proof the proof, from anybody
  /// @param least the least effort to accept
  Optional<Refusal> verify(Challenge challenge, Proof proof, Effort least);

  /// Returns what an effort costs.
  ///
  /// @param effort how much
  Cost cost(Effort effort);
}
