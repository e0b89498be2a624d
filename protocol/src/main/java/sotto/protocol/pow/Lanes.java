package sotto.protocol.pow;

import java.util.Arrays;

/// The eight registers of a program, once for each of many inputs, and the execution of one
/// instruction on all of them.
///
/// Interpreting a program for one input costs more for deciding what to do than for doing it.
/// Interpreting it for many inputs at once decides once for all, and what is done is a loop over
/// two arrays, for which the virtual machine has vector instructions.
///
/// Confined to one thread. Memory: 64 bytes a lane and 12 more.
final class Lanes {

  private final long[][] registers;
  private final long[] product;
  private final boolean[] branched;

  Lanes(int width) {
    registers = new long[Registers.COUNT][width];
    product = new long[width];
    branched = new boolean[width];
  }

  /// Returns the registers of one number, one of each lane.
  long[] register(int number) {
    return registers[number];
  }

  /// Returns how many lanes there are.
  int width() {
    return product.length;
  }

  /// Begins a run: nothing was multiplied and no lane has branched.
  void begin() {
    Arrays.fill(product, 0);
    Arrays.fill(branched, false);
  }

  /// Writes the indices of the lanes that take a branch, and remembers that they did.
  ///
  /// @param mask the bits of the last wide product, all of which must be zero
  /// @param count how many lanes are in use
  /// @param taken where to write, as long as there are lanes
  /// @return how many take it
  int branch(int mask, int count, int[] taken) {
    var found = 0;
    for (var lane = 0; lane < count; lane++) {
      if (((int) product[lane] & mask) == 0 && !branched[lane]) {
        branched[lane] = true;
        taken[found++] = lane;
      }
    }
    return found;
  }

  /// Takes over some lanes of another.
  void gather(Lanes from, int[] lanes, int count) {
    for (var number = 0; number < Registers.COUNT; number++) {
      var source = from.registers[number];
      var destination = registers[number];
      for (var i = 0; i < count; i++) {
        destination[i] = source[lanes[i]];
      }
    }
  }

  /// Gives back what [#gather] took over.
  void scatter(Lanes to, int[] lanes, int count) {
    for (var number = 0; number < Registers.COUNT; number++) {
      var source = registers[number];
      var destination = to.registers[number];
      for (var i = 0; i < count; i++) {
        destination[lanes[i]] = source[i];
      }
    }
  }

  /// Executes one instruction in the first lanes.
  void execute(Program program, int at, int count) {
    var op = program.op(at);
    if (!op.hasDestination()) {
      return;
    }
    var d = registers[program.destination(at)];
    var constant = program.constant(at);
    // An instruction without a source ignores this one.
    var s = op.hasSource ? registers[program.source(at)] : d;
    switch (op) {
      case MULTIPLY_HIGH_UNSIGNED -> multiplyHighUnsigned(d, s, product, count);
      case MULTIPLY_HIGH_SIGNED -> multiplyHighSigned(d, s, product, count);
      case MULTIPLY -> multiply(d, s, count);
      case SUBTRACT -> subtract(d, s, count);
      case XOR -> xor(d, s, count);
      case ADD_SHIFTED -> addShifted(d, s, constant, count);
      case ROTATE -> rotate(d, constant, count);
      case ADD_CONSTANT -> addConstant(d, constant, count);
      case XOR_CONSTANT -> xorConstant(d, constant, count);
      case TARGET, BRANCH -> {}
    }
  }

  /// Makes the registers of each lane from its input: SipHash-2-4, continued for a second half.
  void load(SipState key, long[] inputs, int count) {
    var r = registers;
    for (var i = 0; i < count; i++) {
      r[0][i] = key.v0();
      r[1][i] = key.v1() ^ 0xee;
      r[2][i] = key.v2();
      r[3][i] = key.v3() ^ inputs[i];
    }
    rounds(r[0], r[1], r[2], r[3], 2, count);
    for (var i = 0; i < count; i++) {
      r[0][i] ^= inputs[i];
      r[2][i] ^= 0xee;
    }
    rounds(r[0], r[1], r[2], r[3], 4, count);
    for (var number = 0; number < Registers.COUNT / 2; number++) {
      System.arraycopy(r[number], 0, r[number + 4], 0, count);
    }
    for (var i = 0; i < count; i++) {
      r[5][i] ^= 0xdd;
    }
    rounds(r[4], r[5], r[6], r[7], 4, count);
  }

  /// Makes the hash from the registers of each lane: four words, in the first four registers.
  void finish(SipState key, int count) {
    var r = registers;
    addLong(r[0], key.v0(), count);
    addLong(r[1], key.v1(), count);
    addLong(r[6], key.v2(), count);
    addLong(r[7], key.v3(), count);
    rounds(r[0], r[1], r[2], r[3], 1, count);
    rounds(r[4], r[5], r[6], r[7], 1, count);
    for (var number = 0; number < Registers.COUNT / 2; number++) {
      xor(r[number], r[number + 4], count);
    }
  }

  private static void rounds(long[] v0, long[] v1, long[] v2, long[] v3, int rounds, int count) {
    for (var round = 0; round < rounds; round++) {
      for (var i = 0; i < count; i++) {
        var a = v0[i] + v1[i];
        var c = v2[i] + v3[i];
        var b = Long.rotateLeft(v1[i], 13) ^ a;
        var d = Long.rotateLeft(v3[i], 16) ^ c;
        a = Long.rotateLeft(a, 32) + d;
        c += b;
        v0[i] = a;
        v1[i] = Long.rotateLeft(b, 17) ^ c;
        v2[i] = Long.rotateLeft(c, 32);
        v3[i] = Long.rotateLeft(d, 21) ^ a;
      }
    }
  }

  private static void multiplyHighUnsigned(long[] d, long[] s, long[] product, int count) {
    for (var i = 0; i < count; i++) {
      d[i] = Math.unsignedMultiplyHigh(d[i], s[i]);
    }
    System.arraycopy(d, 0, product, 0, count);
  }

  private static void multiplyHighSigned(long[] d, long[] s, long[] product, int count) {
    for (var i = 0; i < count; i++) {
      d[i] = Math.multiplyHigh(d[i], s[i]);
    }
    System.arraycopy(d, 0, product, 0, count);
  }

  private static void multiply(long[] d, long[] s, int count) {
    for (var i = 0; i < count; i++) {
      d[i] *= s[i];
    }
  }

  private static void subtract(long[] d, long[] s, int count) {
    for (var i = 0; i < count; i++) {
      d[i] -= s[i];
    }
  }

  private static void xor(long[] d, long[] s, int count) {
    for (var i = 0; i < count; i++) {
      d[i] ^= s[i];
    }
  }

  private static void addShifted(long[] d, long[] s, int shift, int count) {
    for (var i = 0; i < count; i++) {
      d[i] += s[i] << shift;
    }
  }

  private static void rotate(long[] d, int distance, int count) {
    for (var i = 0; i < count; i++) {
      d[i] = Long.rotateRight(d[i], distance);
    }
  }

  private static void addConstant(long[] d, int constant, int count) {
    addLong(d, constant, count);
  }

  private static void addLong(long[] d, long constant, int count) {
    for (var i = 0; i < count; i++) {
      d[i] += constant;
    }
  }

  private static void xorConstant(long[] d, int constant, int count) {
    for (var i = 0; i < count; i++) {
      d[i] ^= constant;
    }
  }
}
