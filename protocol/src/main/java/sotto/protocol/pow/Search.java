package sotto.protocol.pow;

/// How looking for a proof ended.
public sealed interface Search {

  /// Returns how many nonces of the range are done with. [Nonces#from] that number goes on.
  long tried();

  /// Here it is.
  ///
  /// @param proof the proof
  /// @param tried how many nonces it took, with the one that was found
  record Found(Proof proof, long tried) implements Search {}

  /// None of the nonces will do.
  ///
  /// @param tried how many they were: all of them
  record Exhausted(long tried) implements Search {}

  /// It was to stop.
  ///
  /// @param tried how many nonces had been tried by then, all of them in vain
  record Cancelled(long tried) implements Search {}
}
