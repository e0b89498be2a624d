package sotto.protocol.pow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is known of the eight registers while a program is made: when each can be used, and what
/// was done to it last.
final class Registers {

  /// How many registers there are.
  static final int COUNT = 8;

  /// What stands for a register where there is none.
  static final int NONE = -1;

  /// The parameter of an instruction that has a constant: all constants count as the same.
  static final int CONSTANT = -1;

  /// The register that cannot be the destination of [Op#ADD_SHIFTED]: `r13`, which x86's `lea`
  /// cannot take without a displacement.
  private static final int DISPLACED = 5;

  private final int[] readyAt = new int[COUNT];
  private final @Nullable Op[] lastGroup = new @Nullable Op[COUNT];
  private final int[] lastParameter = new int[COUNT];
  private final int[] open = new int[COUNT];

  Registers() {
    Arrays.fill(lastParameter, CONSTANT);
  }

  /// Draws a register that can be read in a cycle, or [#NONE].
  int drawSource(Op op, int cycle, SipRandom random) {
    var count = 0;
    for (var i = 0; i < COUNT; i++) {
      if (readyAt[i] <= cycle) {
        open[count++] = i;
      }
    }
    // It cannot be the destination, and one of the two must be.
    if (op == Op.ADD_SHIFTED && count == 2 && (open[0] == DISPLACED || open[1] == DISPLACED)) {
      return DISPLACED;
    }
    return draw(count, random);
  }

  /// Draws a register that can be written in a cycle, or [#NONE].
  ///
  /// Nothing is done to a register twice in a row that would come to the same as doing it once, and
  /// nothing is multiplied twice in a row, because that makes zeros.
  ///
  /// @param source what is read, or [#NONE]
  /// @param parameter what the instruction depends on: its source, or a constant or random number
  /// @param again whether this is the second attempt, which may multiply twice in a row
  int drawDestination(
      Op op, int source, int parameter, boolean again, int cycle, SipRandom random) {
    var group = op.group();
    var count = 0;
    for (var i = 0; i < COUNT; i++) {
      var same = lastGroup[i] == group;
      if (readyAt[i] <= cycle
          && (i != source || op.isWide())
          && (again || group != Op.MULTIPLY || !same)
          && (!same || lastParameter[i] != parameter)
          && (op != Op.ADD_SHIFTED || i != DISPLACED)) {
        open[count++] = i;
      }
    }
    return draw(count, random);
  }

  /// Takes note of what was done to a register.
  void written(int register, Op op, int parameter, int readyAt) {
    this.readyAt[register] = readyAt;
    lastGroup[register] = op.group();
    lastParameter[register] = parameter;
  }

  private int draw(int count, SipRandom random) {
    return switch (count) {
      case 0 -> NONE;
      case 1 -> open[0];
      default -> open[Integer.remainderUnsigned(random.nextInt(), count)];
    };
  }
}
