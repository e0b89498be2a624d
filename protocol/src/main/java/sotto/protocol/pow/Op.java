package sotto.protocol.pow;

/// The instructions of a HashX program, as a processor with three execution ports sees them.
///
/// The model is the integer core of Intel's Ivy Bridge: which ports may execute each
/// micro-operation and after how many cycles its result can be used. It decides what programs look
/// like and has nothing to do with the processor that runs them.
enum Op {
  /// The upper half of an unsigned 128-bit product.
  MULTIPLY_HIGH_UNSIGNED(4, Ports.P1, Ports.P5, true),
  /// The upper half of a signed 128-bit product.
  MULTIPLY_HIGH_SIGNED(4, Ports.P1, Ports.P5, true),
  /// The lower half of a product.
  MULTIPLY(3, Ports.P1, Ports.NONE, true),
  /// Destination minus source.
  SUBTRACT(1, Ports.ANY, Ports.NONE, true),
  /// Destination xor source.
  XOR(1, Ports.ANY, Ports.NONE, true),
  /// Destination plus source shifted left by 0 to 3.
  ADD_SHIFTED(1, Ports.P0 | Ports.P1, Ports.NONE, true),
  /// Destination rotated to the right by 1 to 63.
  ROTATE(1, Ports.P0 | Ports.P5, Ports.NONE, false),
  /// Destination plus a constant of 32 bits, sign-extended.
  ADD_CONSTANT(1, Ports.ANY, Ports.NONE, false),
  /// Destination xor a constant of 32 bits, sign-extended.
  XOR_CONSTANT(1, Ports.ANY, Ports.NONE, false),
  /// Where the next branch leads.
  TARGET(1, Ports.ANY, Ports.ANY, false),
  /// Back to the target if certain four bits of the last wide product are zero, once per run.
  BRANCH(1, Ports.ANY, Ports.ANY, false);

  /// After how many cycles the result can be used.
  final int latency;

  /// Which ports can execute the first micro-operation.
  final int first;

  /// Which ports can execute the second one, or none if there is no second one.
  final int second;

  /// Whether it reads a source register.
  final boolean hasSource;

  Op(int latency, int first, int second, boolean hasSource) {
    this.latency = latency;
    this.first = first;
    this.second = second;
    this.hasSource = hasSource;
  }

  /// Tells whether it multiplies to 128 bits. Only these may have one register in both roles.
  boolean isWide() {
    return this == MULTIPLY_HIGH_UNSIGNED || this == MULTIPLY_HIGH_SIGNED;
  }

  /// Tells whether it is any multiplication.
  boolean isProduct() {
    return isWide() || this == MULTIPLY;
  }

  /// Tells whether it writes a destination register.
  boolean hasDestination() {
    return this != TARGET && this != BRANCH;
  }

  /// Returns the group that must not follow itself: adding and subtracting cancel each other.
  Op group() {
    return this == SUBTRACT ? ADD_SHIFTED : this;
  }

  /// Returns which bits of a random number make its constant; none if it has no such constant.
  int constantMask() {
    return switch (this) {
      case ADD_SHIFTED -> 3;
      case ROTATE -> 63;
      case ADD_CONSTANT, XOR_CONSTANT -> -1;
      case MULTIPLY_HIGH_UNSIGNED, MULTIPLY_HIGH_SIGNED -> 0;
      case MULTIPLY, SUBTRACT, XOR, TARGET, BRANCH -> 0;
    };
  }
}
