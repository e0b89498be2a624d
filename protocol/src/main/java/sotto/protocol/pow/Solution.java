package sotto.protocol.pow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import sotto.protocol.crypto.Bytes;

/// Eight inputs of a [HashX] function whose hashes add up to nothing: what Equi-X asks for.
///
/// They are the leaves of a binary tree. The 64-bit hashes below a node must add up to a number
/// whose lowest bits are zero: 15 above a pair, 30 above four, 60 above all. That shows that they
/// were found by Wagner's algorithm, layer by layer. So that one set of inputs has one order, the
/// left half of each node is not greater than the right, the last input counting most. An input may
/// occur twice.
///
/// @param inputs eight numbers of 16 bits, each in 0 to 65,535
record Solution(Bytes inputs) {

  /// How many inputs there are.
  static final int INPUTS = 8;

  /// The length of a solution, in bytes: each input in two, the lower first.
  static final int SIZE = 2 * INPUTS;

  private static final int PAIR_BITS = 15;

  Solution {
    if (inputs.size() != SIZE) {
      throw new IllegalArgumentException("a solution is 16 bytes, not " + inputs.size());
    }
  }

  /// Returns the solution of these inputs, brought into order.
  ///
  /// @param inputs the inputs, in the order of the tree that was found; changed
  static Solution sorted(long[] inputs) {
    for (var half = 1; half < INPUTS; half *= 2) {
      for (var at = 0; at < INPUTS; at += 2 * half) {
        if (!isOrdered(inputs, at, half)) {
          swap(inputs, at, half);
        }
      }
    }
    var bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    for (var input : inputs) {
      bytes.putShort((short) input);
    }
    return new Solution(Bytes.owned(bytes.array()));
  }

  /// Returns the inputs if they are in order.
  Optional<long[]> ordered() {
    var buffer = inputs.buffer().order(ByteOrder.LITTLE_ENDIAN);
    var numbers = new long[INPUTS];
    for (var i = 0; i < INPUTS; i++) {
      numbers[i] = Short.toUnsignedInt(buffer.getShort());
    }
    for (var half = 1; half < INPUTS; half *= 2) {
      for (var at = 0; at < INPUTS; at += 2 * half) {
        if (!isOrdered(numbers, at, half)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(numbers);
  }

  /// Tells whether hashes add up as they must.
  ///
  /// @param hashes the hashes of the inputs, in their order
  static boolean addsUp(long[] hashes) {
    var sums = Arrays.copyOf(hashes, INPUTS);
    var bits = PAIR_BITS;
    for (var count = INPUTS / 2; count > 0; count /= 2) {
      for (var i = 0; i < count; i++) {
        sums[i] = sums[2 * i] + sums[2 * i + 1];
        if (sums[i] << (Long.SIZE - bits) != 0) {
          return false;
        }
      }
      bits *= 2;
    }
    return true;
  }

  private static boolean isOrdered(long[] inputs, int at, int half) {
    for (var i = half - 1; i >= 0; i--) {
      var left = inputs[at + i];
      var right = inputs[at + half + i];
      if (left != right) {
        return left < right;
      }
    }
    return true;
  }

  private static void swap(long[] inputs, int at, int half) {
    for (var i = at; i < at + half; i++) {
      var left = inputs[i];
      inputs[i] = inputs[i + half];
      inputs[i + half] = left;
    }
  }
}
