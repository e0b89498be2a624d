package sotto.protocol.pow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Vectors;

@Timeout(120)
class HashXTest {

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void hashesAreThoseOfTor() throws Exception {
    for (var vector : Vectors.of("hashx.txt")) {
      var function = HashX.of(vector.bytes("seed")).orElseThrow();

      assertThat(hash(function, Long.parseLong(vector.text("input"))))
          .isEqualTo(vector.bytes("hash"));
    }
  }

  @Test
  void theSeedsWithoutAFunctionAreThoseOfTor() throws Exception {
    for (var vector : Vectors.of("hashx-seeds.txt")) {
      assertThat(HashX.of(vector.bytes("seed")).isPresent())
          .as(vector.text("seed"))
          .isEqualTo(Boolean.parseBoolean(vector.text("exists")));
    }
  }

  @Test
  void theRandomNumbersAreThoseOfTor() throws Exception {
    var vector = Vectors.of("hashx-random.txt").getFirst();
    var numbers =
        new SipRandom(
            new SipState(
                word(vector, "v0"), word(vector, "v1"), word(vector, "v2"), word(vector, "v3")));

    for (var expected : vector.text("numbers").split(" ", -1)) {
      var number =
          expected.startsWith("4")
              ? "4%08x".formatted(numbers.nextInt())
              : "1%02x".formatted(numbers.nextByte());
      assertThat(number).isEqualTo(expected);
    }
  }

  @Test
  void manyInputsAtOnceGiveWhatEachGivesAlone() {
    for (var i = 0; i < 20; i++) {
      var function = someFunction();
      var inputs = random.longs(100).toArray();
      var desk = new HashX.Desk(inputs.length);
      function.hash(inputs, inputs.length, desk);

      for (var lane = 0; lane < inputs.length; lane++) {
        assertThat(bytes(desk, lane)).isEqualTo(hash(function, inputs[lane]));
      }
    }
  }

  @Test
  void lanesThatBranchGoWhereASingleRunGoes() {
    var branched = 0;
    for (var i = 0; i < 50; i++) {
      var program = someProgram();
      var inputs = random.longs(64).toArray();
      var key = new SipState(random.nextLong(), random.nextLong(), 3, 4);
      var desk = new HashX.Desk(inputs.length);
      new HashX(program, key).hash(inputs, inputs.length, desk);

      for (var lane = 0; lane < inputs.length; lane++) {
        var start = new Lanes(1);
        start.load(key, new long[] {inputs[lane]}, 1);
        var registers = LongStream.range(0, 8).map(r -> start.register((int) r)[0]).toArray();
        branched += Single.run(program, registers) ? 1 : 0;
        var end = new Lanes(1);
        for (var r = 0; r < Registers.COUNT; r++) {
          end.register(r)[0] = registers[r];
        }
        end.finish(key, 1);
        assertThat(desk.word(0)[lane]).isEqualTo(end.register(0)[0]);
      }
    }

    assertThat(branched).isBetween(50 * 64 / 4, 50 * 64 * 3 / 4);
  }

  @Test
  void everyProgramMultipliesAThirdOfTheTimeAndBranches() {
    for (var i = 0; i < 200; i++) {
      var program = someProgram();

      assertThat(program.size()).isEqualTo(Program.SIZE);
      assertThat(program.products()).isEqualTo(192);
      assertThat(program.branches()).hasSizeBetween(8, 18);
      assertThat(program.branches()).allSatisfy(b -> assertThat(b.mask()).isNotZero());
      assertThat(program.branches()).allMatch(b -> Integer.bitCount(b.mask()) == 4);
      assertThat(program.branches()).allMatch(b -> b.target() < b.at());
    }
  }

  private Program someProgram() {
    return LongStream.generate(random::nextLong)
        .mapToObj(word -> Generator.generate(new SipState(word, 1, 2, 3)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  private HashX someFunction() {
    return new HashX(someProgram(), new SipState(random.nextLong(), 5, 6, 7));
  }

  private static Bytes hash(HashX function, long input) {
    var desk = new HashX.Desk(1);
    function.hash(new long[] {input}, 1, desk);
    return bytes(desk, 0);
  }

  private static Bytes bytes(HashX.Desk desk, int lane) {
    var hash = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (var number = 0; number < 4; number++) {
      hash.putLong(desk.word(number)[lane]);
    }
    return Bytes.owned(hash.array());
  }

  private static long word(Vectors vector, String name) {
    return Long.parseUnsignedLong(vector.text(name), 16);
  }
}
