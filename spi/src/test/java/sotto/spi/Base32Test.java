package sotto.spi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {

  /// RFC 4648, section 10, in lower case and without the padding.
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "f, my",
    "fo, mzxq",
    "foo, mzxw6",
    "foob, mzxw6yq",
    "fooba, mzxw6ytb",
    "foobar, mzxw6ytboi"
  })
  void theVectorsOfRfc4648Hold(String plain, String text) {
    assertThat(Base32.encode(plain.getBytes(US_ASCII))).isEqualTo(text);
    assertThat(Base32.decode(text)).hasValue(plain.getBytes(US_ASCII));
    assertThat(Base32.decode(text.toUpperCase(Locale.ROOT))).hasValue(plain.getBytes(US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"m", "mzx", "mzxw6y", "mzxw6ytbo"})
  void aLengthThatNoBytesHaveIsRefused(String text) {
    assertThat(Base32.decode(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"my======", "m1", "m0", "m8", "m9", "m-", "m y", "mé", "m\u212a", "m\n"})
  void aForeignCharacterIsRefused(String text) {
    assertThat(Base32.decode(text)).isEmpty();
  }

  @Test
  void ofAllLastCharactersOnlyThoseWithoutLeftOverBitsAreRead() {
    var read = new HashSet<Character>();
    for (var c : "abcdefghijklmnopqrstuvwxyz234567".toCharArray()) {
      if (Base32.decode("m" + c).isPresent()) {
        read.add(c);
      }
    }

    // Two characters are ten bits: eight of the byte, and two that must be zero.
    assertThat(read).containsExactlyInAnyOrder('a', 'e', 'i', 'm', 'q', 'u', 'y', '4');
  }

  @Test
  void everyByteStringComesBack() {
    var random = new Random(1);
    for (var i = 0; i < 10_000; i++) {
      var bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);

      assertThat(Base32.decode(Base32.encode(bytes))).hasValue(bytes);
    }
  }
}
