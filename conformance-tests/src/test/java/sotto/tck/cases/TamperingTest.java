package sotto.tck.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// What is found out about an identifier by changing its bytes (A2).
class TamperingTest {

  private static final int KEY = 32;
  private static final byte VERSION = 3;

  @Test
  void aChecksumGuardsEveryByte() {
    assertThat(Tampering.unguarded(ids(TamperingTest::checked), TamperingTest::isChecked)).isZero();
  }

  @Test
  void aBareHashGuardsNothing() {
    assertThat(Tampering.unguarded(ids(key -> key), _ -> true)).isEqualTo(KEY);
  }

  @Test
  void aPointOfACurveGuardsNothingThoughEverySecondWrongByteIsNoticed() {
    assertThat(Tampering.unguarded(ids(key -> key), TamperingTest::isPoint)).isEqualTo(KEY);
  }

  @Test
  void aVersionBesideAPointOfACurveIsGuarded() {
    assertThat(
            Tampering.unguarded(
                ids(TamperingTest::versioned), id -> isPoint(id) && id[KEY] == VERSION))
        .isEqualTo(KEY);
  }

  @Test
  void aVersionThatNobodyLooksAtIsNot() {
    assertThat(Tampering.unguarded(ids(TamperingTest::versioned), TamperingTest::isPoint))
        .isEqualTo(KEY + 1);
  }

  @Test
  void aChecksumOfWhichAByteIsIgnoredIsNotOne() {
    Predicate<byte[]> sloppy =
        id -> {
          var right = checked(Arrays.copyOf(id, KEY));
          return id[KEY] == right[KEY];
        };

    assertThat(Tampering.unguarded(ids(TamperingTest::checked), sloppy)).isEqualTo(1);
  }

  /// So many keys as the case tries, always the same.
  private static List<byte[]> ids(java.util.function.UnaryOperator<byte[]> made) {
    var random = new SplittableRandom(1);
    return Stream.generate(
            () -> {
              var key = new byte[KEY];
              random.nextBytes(key);
              return key;
            })
        .filter(TamperingTest::isPoint)
        .limit(32)
        .map(made)
        .toList();
  }

  private static byte[] versioned(byte[] key) {
    var id = Arrays.copyOf(key, KEY + 1);
    id[KEY] = VERSION;
    return id;
  }

  private static byte[] checked(byte[] key) {
    var id = Arrays.copyOf(key, KEY + 2);
    var sum = crc(key);
    id[KEY] = (byte) sum;
    id[KEY + 1] = (byte) (sum >>> 8);
    return id;
  }

  private static boolean isChecked(byte[] id) {
    return Arrays.equals(id, checked(Arrays.copyOf(id, KEY)));
  }

  /// Half of all keys are none, as on a curve.
  private static boolean isPoint(byte[] id) {
    return (crc(Arrays.copyOf(id, KEY)) & 1) == 0;
  }

  private static long crc(byte[] bytes) {
    var sum = new CRC32();
    sum.update(bytes);
    // The lowest bit of a CRC is linear in its input; mixing makes it a coin.
    var mixed = sum.getValue() * 0x9E3779B97F4A7C15L;
    return mixed >>> 40;
  }
}
