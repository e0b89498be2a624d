package sotto.protocol.pow;

import java.util.List;
import java.util.Optional;

/// Makes a HashX program from random numbers, so that each seed gives another function and all of
/// them take a processor the same time.
///
/// Instructions are drawn in a fixed rhythm of 36 and given to the modelled processor, three to a
/// cycle, each with registers that are ready in that cycle. An instruction that finds no register
/// is drawn once more; then a cycle is lost. A program that lost too many is refused: about one in
/// ten thousand seeds has no program.
final class Generator {

  /// In how many cycles instructions may start.
  static final int CYCLES = 192;

  private static final int PRODUCTS = 192;
  private static final int LATENCY = 194;
  private static final int PER_CYCLE = 3;
  private static final int BRANCH_BITS = 4;

  private static final List<Op> CHOICE =
      List.of(
          Op.ROTATE,
          Op.XOR_CONSTANT,
          Op.ADD_CONSTANT,
          Op.ADD_CONSTANT,
          Op.SUBTRACT,
          Op.XOR,
          Op.XOR_CONSTANT,
          Op.ADD_SHIFTED);

  /// What is drawn in each slot of the rhythm: m a product, w a wide one, t a target, b a branch, a
  /// dot any of [#CHOICE].
  private static final String RHYTHM = "mt.m..m..m..w..m..mb.m..w..m..m..m..";

  private final SipRandom random;
  private final Ports ports = new Ports();
  private final Registers registers = new Registers();
  private final Program program = new Program();
  private int slot;
  private int latency;
  private boolean again;
  private boolean full;
  private Op last = Op.TARGET;

  private Generator(SipState key) {
    random = new SipRandom(key);
  }

  /// Returns the program for a key, or nothing if it has none.
  static Optional<Program> generate(SipState key) {
    var generator = new Generator(key);
    while (!generator.full && generator.program.size() < Program.SIZE) {
      generator.step();
    }
    return Optional.of(generator.program).filter(_ -> generator.isComplete());
  }

  private boolean isComplete() {
    return program.size() == Program.SIZE && program.products() == PRODUCTS && latency == LATENCY;
  }

  private void step() {
    var op = drawOp();
    last = op.group();
    var constant = drawConstant(op);
    var parameter = op.isWide() ? random.nextInt() : Registers.CONSTANT;
    var cycle = ports.find(op, slot / PER_CYCLE);
    if (cycle == Ports.FULL) {
      full = true;
      return;
    }
    var source = op.hasSource ? registers.drawSource(op, cycle, random) : Registers.NONE;
    if (op.hasSource && source == Registers.NONE) {
      stall();
      return;
    }
    if (op.hasSource && !op.isWide()) {
      parameter = source;
    }
    var destination =
        op.hasDestination()
            ? registers.drawDestination(op, source, parameter, again, cycle, random)
            : Registers.NONE;
    if (op.hasDestination() && destination == Registers.NONE) {
      stall();
      return;
    }
    again = false;
    ports.take(op, cycle);
    if (cycle >= CYCLES) {
      full = true;
      return;
    }
    place(op, destination, parameter, cycle);
    program.add(op, destination, source, constant);
  }

  private void place(Op op, int destination, int parameter, int cycle) {
    slot += op.second == Ports.NONE ? 1 : 2;
    if (op.hasDestination()) {
      registers.written(destination, op, parameter, cycle + op.latency);
      latency = Math.max(latency, cycle + op.latency);
    }
  }

  private void stall() {
    if (again) {
      slot += PER_CYCLE;
    }
    again = !again;
  }

  private Op drawOp() {
    return switch (RHYTHM.charAt(slot % RHYTHM.length())) {
      case 'm' -> Op.MULTIPLY;
      case 't' -> Op.TARGET;
      case 'b' -> Op.BRANCH;
      case 'w' ->
          (random.nextByte() & 1) == 0 ? Op.MULTIPLY_HIGH_SIGNED : Op.MULTIPLY_HIGH_UNSIGNED;
      default -> drawChoice();
    };
  }

  /// Draws another instruction than the last. A second attempt takes one that has no source.
  private Op drawChoice() {
    Op op;
    do {
      op = CHOICE.get(random.nextByte() & (again ? 3 : 7));
    } while (op.group() == last);
    return op;
  }

  private int drawConstant(Op op) {
    if (op == Op.BRANCH) {
      return drawBranchMask();
    }
    var mask = op.constantMask();
    if (mask == 0) {
      return 0;
    }
    int constant;
    do {
      constant = random.nextInt() & mask;
    } while (constant == 0 && op != Op.ADD_SHIFTED);
    return constant;
  }

  private int drawBranchMask() {
    var mask = 0;
    while (Integer.bitCount(mask) < BRANCH_BITS) {
      mask |= 1 << (random.nextByte() % Integer.SIZE);
    }
    return mask;
  }
}
