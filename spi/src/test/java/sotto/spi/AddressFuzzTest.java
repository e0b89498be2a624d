package sotto.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sotto.spi.NetworkException.AddressRejected;

/// A hundred thousand addresses of each kind, the same ones in every run.
class AddressFuzzTest {

  private static final int ROUNDS = 100_000;
  private static final long SEED = 20_261_121;

  private final Random random = new Random(SEED);

  @Test
  void everyAddressComesBackFromBothForms() throws Exception {
    for (var i = 0; i < ROUNDS; i++) {
      var address = any();

      var text = address.text();
      var binary = address.encode();

      check(text.length() <= Address.TEXT_MAX && binary.length <= 64, i);
      check(Address.parse(text).equals(address), i);
      check(Address.parse(text.toUpperCase(Locale.ROOT)).equals(address), i);
      check(Address.decode(binary).equals(address), i);
      check(Address.decode(binary).hashCode() == address.hashCode(), i);
    }
  }

  @Test
  void bytesAreEitherOneAddressesCanonicalFormOrRejected() {
    var read = 0;
    for (var i = 0; i < ROUNDS; i++) {
      var bytes = random.nextBoolean() ? noise(80) : damaged(any().encode());
      try {
        check(Arrays.equals(Address.decode(bytes).encode(), bytes), i);
        read++;
      } catch (AddressRejected e) {
        check(e.reason() == NetworkException.Reason.MALFORMED, i);
      }
    }
    // Both ways were taken.
    assertThat(read).isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 100);
  }

  @Test
  void textIsEitherOneAddressesCanonicalFormOrRejected() {
    var read = 0;
    for (var i = 0; i < ROUNDS; i++) {
      var text = damaged(any().text());
      try {
        check(Address.parse(text).text().equals(text.toLowerCase(Locale.ROOT)), i);
        read++;
      } catch (AddressRejected e) {
        check(e.reason() == NetworkException.Reason.MALFORMED, i);
      }
    }
    assertThat(read).isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 100);
  }

  private Address any() {
    var scheme = new StringBuilder().append((char) ('a' + random.nextInt(26)));
    var more = random.nextInt(Address.SCHEME_MAX);
    for (var i = 0; i < more; i++) {
      scheme.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
    }
    var id = new byte[1 + random.nextInt(Address.ID_MAX)];
    random.nextBytes(id);
    return Address.of(scheme.toString(), id).withPort(random.nextInt(65_536));
  }

  private byte[] noise(int longest) {
    var bytes = new byte[random.nextInt(longest)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] damaged(byte[] bytes) {
    var other = Arrays.copyOf(bytes, bytes.length + random.nextInt(3) - 1);
    other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
    return other;
  }

  private String damaged(String text) {
    var other = new StringBuilder(text);
    var alphabet = "abzAZ0123789:=- \u212a\u0130é\0";
    var c = alphabet.charAt(random.nextInt(alphabet.length()));
    other.setCharAt(random.nextInt(text.length()), c);
    return other.toString();
  }

  private static void check(boolean holds, int round) {
    if (!holds) {
      throw new AssertionError("seed " + SEED + ", round " + round);
    }
  }
}
