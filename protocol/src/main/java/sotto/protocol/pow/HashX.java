package sotto.protocol.pow;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;
import sotto.protocol.crypto.Blake2b;
import sotto.protocol.crypto.Bytes;

/// A function from a number to a hash of 256 bits that its seed has made up: tevador's HashX, in
/// the form that Tor uses.
///
/// The seed gives a program of 512 instructions; hashing a number is running it. Somebody with a
/// graphics card or a chip gains little, because the next seed has another program. It is hard to
/// invert; it is not collision-resistant, and must not be used where that matters.
///
/// Source: `src/ext/equix/hashx` in the sources of Tor, the only definition there is
/// (spec.torproject.org, hspow-spec, v1-equix). Safe for use by any number of threads.
final class HashX {

  private static final Bytes SALT =
      Bytes.owned(Arrays.copyOf("HashX v1".getBytes(US_ASCII), Blake2b.SALT_SIZE));

  private final Program program;
  private final SipState key;

  HashX(Program program, SipState key) {
    this.program = program;
    this.key = key;
  }

  /// Where hashes are computed: room for as many inputs at once as it is wide.
  static final class Desk {
    private final Lanes lanes;
    private final Lanes aside;
    private final int[] taken;

    Desk(int width) {
      lanes = new Lanes(width);
      aside = new Lanes(width);
      taken = new int[width];
    }

    /// Returns how many inputs there is room for.
    int width() {
      return lanes.width();
    }

    /// Returns one word of the hashes, 0 to 3, of the inputs in their order. The next hashing
    /// overwrites it.
    long[] word(int number) {
      return lanes.register(number);
    }
  }

  /// Returns the function of a seed.
  ///
  /// @param seed any number of bytes
  /// @return the function, or nothing if this is one of the seeds, about one in ten thousand, that
  ///   have none
  static Optional<HashX> of(Bytes seed) {
    var keys = Blake2b.salted(2 * SipState.SIZE, SALT, seed);
    var first = SipState.of(keys.slice(0, SipState.SIZE));
    var second = SipState.of(keys.slice(SipState.SIZE, 2 * SipState.SIZE));
    return Generator.generate(first).map(program -> new HashX(program, second));
  }

  /// Hashes some inputs.
  ///
  /// @param inputs the inputs
  /// @param count how many of them, at most the width of the desk
  /// @param desk where the hashes are found afterwards
  void hash(long[] inputs, int count, Desk desk) {
    var lanes = desk.lanes;
    lanes.load(key, inputs, count);
    lanes.begin();
    var at = 0;
    for (var branch : program.branches()) {
      run(lanes, at, branch.at(), count);
      repeat(branch, count, desk);
      at = branch.at() + 1;
    }
    run(lanes, at, Program.SIZE, count);
    lanes.finish(key, count);
  }

  /// Lets those lanes that take a branch go through what is between target and branch once more. A
  /// lane takes one branch at most, so this is all there is to branching.
  private void repeat(Program.Branch branch, int count, Desk desk) {
    var taken = desk.lanes.branch(branch.mask(), count, desk.taken);
    if (taken > 0) {
      desk.aside.gather(desk.lanes, desk.taken, taken);
      run(desk.aside, branch.target() + 1, branch.at(), taken);
      desk.aside.scatter(desk.lanes, desk.taken, taken);
    }
  }

  private void run(Lanes lanes, int from, int to, int count) {
    for (var at = from; at < to; at++) {
      lanes.execute(program, at, count);
    }
  }
}
