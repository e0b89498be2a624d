package sotto.protocol.pow;

/// Runs a HashX program for one input, instruction by instruction, in the way in which the program
/// is defined: with a branch that really goes back.
final class Single {

  private final Program program;
  private final long[] registers;
  private long product;
  private int target;
  private boolean branched;

  private Single(Program program, long[] registers) {
    this.program = program;
    this.registers = registers;
  }

  /// Runs a program and returns whether it branched.
  static boolean run(Program program, long[] registers) {
    var single = new Single(program, registers);
    var at = 0;
    while (at < Program.SIZE) {
      at = single.step(at) + 1;
    }
    return single.branched;
  }

  private int step(int at) {
    var op = program.op(at);
    var d = op.hasDestination() ? program.destination(at) : 0;
    var left = registers[d];
    var right = op.hasSource ? registers[program.source(at)] : program.constant(at);
    switch (op) {
      case MULTIPLY_HIGH_UNSIGNED -> product = Math.unsignedMultiplyHigh(left, right);
      case MULTIPLY_HIGH_SIGNED -> product = Math.multiplyHigh(left, right);
      case TARGET -> target = at;
      case BRANCH -> {
        if (!branched && ((int) product & program.constant(at)) == 0) {
          branched = true;
          return target;
        }
      }
      case MULTIPLY, SUBTRACT, XOR, ADD_SHIFTED, ROTATE, ADD_CONSTANT, XOR_CONSTANT -> {}
    }
    registers[d] =
        switch (op) {
          case MULTIPLY_HIGH_UNSIGNED, MULTIPLY_HIGH_SIGNED -> product;
          case MULTIPLY -> left * right;
          case SUBTRACT -> left - right;
          case XOR, XOR_CONSTANT -> left ^ right;
          case ADD_SHIFTED -> left + (right << program.constant(at));
          case ROTATE -> Long.rotateRight(left, (int) right);
          case ADD_CONSTANT -> left + right;
          case TARGET, BRANCH -> left;
        };
    return at;
  }
}
