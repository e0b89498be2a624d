package sotto.protocol.pow;

/// Why a proof does not hold. Those above are noticed earlier and for less.
public enum Refusal {
  /// It is of another suite than was asked for.
  OTHER_SUITE,
  /// It claims less than was asked for. What is asked for is local, so this is no fault.
  TOO_LITTLE,
  /// The work falls short of what is claimed, or was done for something else.
  UNMET,
  /// The inputs of the solution are not in the one order that is allowed.
  ORDER,
  /// There is no puzzle for this nonce.
  NO_PUZZLE,
  /// The solution solves nothing.
  NO_SOLUTION
}
