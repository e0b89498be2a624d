package sotto.protocol.pow;

import java.util.ArrayList;
import java.util.List;

/// A HashX program: instructions on eight registers of 64 bits.
final class Program {

  /// How many instructions a complete program has.
  static final int SIZE = 512;

  private final Op[] ops = new Op[SIZE];
  private final byte[] destinations = new byte[SIZE];
  private final byte[] sources = new byte[SIZE];
  private final int[] constants = new int[SIZE];
  private final List<Branch> branches = new ArrayList<>();
  private int size;
  private int products;
  private int target;

  /// A branch.
  ///
  /// @param at the index of the branch
  /// @param target the index of the instruction that it leads back to; the next one is executed
  /// @param mask taken if the last wide product has none of these bits
  record Branch(int at, int target, int mask) {}

  /// Appends an instruction.
  ///
  /// @param destination the register it writes, if it writes one
  /// @param source the register it reads, if it reads a second one
  /// @param constant the constant, if it has one
  void add(Op op, int destination, int source, int constant) {
    ops[size] = op;
    destinations[size] = (byte) destination;
    sources[size] = (byte) source;
    constants[size] = constant;
    if (op == Op.TARGET) {
      target = size;
    } else if (op == Op.BRANCH) {
      branches.add(new Branch(size, target, constant));
    }
    products += op.isProduct() ? 1 : 0;
    size++;
  }

  /// Returns how many instructions there are.
  int size() {
    return size;
  }

  /// Returns how many of them multiply.
  int products() {
    return products;
  }

  /// Returns the instruction at an index.
  Op op(int at) {
    return ops[at];
  }

  /// Returns which register an instruction writes.
  int destination(int at) {
    return destinations[at];
  }

  /// Returns which register an instruction reads.
  int source(int at) {
    return sources[at];
  }

  /// Returns the constant of an instruction.
  int constant(int at) {
    return constants[at];
  }

  /// Returns the branches, in order.
  List<Branch> branches() {
    return branches;
  }
}
