package sotto.protocol.pow;

/// Which execution ports of the modelled processor are busy in which cycle.
final class Ports {

  /// No port.
  static final int NONE = 0;

  /// The port for rotations and additions.
  static final int P0 = 1;

  /// The only port that multiplies.
  static final int P1 = 2;

  /// The port for rotations, and for the second half of a wide product.
  static final int P5 = 4;

  /// All three ports.
  static final int ANY = P0 | P1 | P5;

  /// What is returned if nothing is free until the end.
  static final int FULL = -1;

  /// How many cycles are modelled: those in which instructions start, and the latency of the last.
  private static final int CYCLES_MAX = Generator.CYCLES + 4;

  private final byte[] busy = new byte[CYCLES_MAX];

  /// Returns the first cycle in which an instruction can start, or [#FULL].
  ///
  /// Two micro-operations must find their first free ports in the same cycle, each looked for as if
  /// the other one were not there.
  ///
  /// @param op the instruction
  /// @param from the earliest cycle
  int find(Op op, int from) {
    if (op.second == NONE) {
      return free(op.first, from);
    }
    var cycle = from;
    while (cycle < CYCLES_MAX) {
      var first = free(op.first, cycle);
      if (first == FULL || first == free(op.second, cycle)) {
        return first;
      }
      cycle = Math.max(cycle + 1, first);
    }
    return FULL;
  }

  /// Occupies the ports of an instruction that [#find] found a cycle for.
  ///
  /// The second of two micro-operations takes the next free port, which may be a cycle later.
  ///
  /// @param op the instruction
  /// @param cycle what [#find] returned
  void take(Op op, int cycle) {
    take(op.first, cycle);
    if (op.second != NONE) {
      take(op.second, cycle);
    }
  }

  private void take(int ports, int from) {
    var cycle = free(ports, from);
    if (cycle == FULL) {
      return;
    }
    var open = ports & ~busy[cycle];
    // The multiplier last: it is the bottleneck.
    var port = (open & P5) != 0 ? P5 : (open & P0) != 0 ? P0 : P1;
    busy[cycle] |= (byte) port;
  }

  private int free(int ports, int from) {
    for (var cycle = from; cycle < CYCLES_MAX; cycle++) {
      if ((ports & ~busy[cycle]) != 0) {
        return cycle;
      }
    }
    return FULL;
  }
}
