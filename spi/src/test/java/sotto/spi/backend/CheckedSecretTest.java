package sotto.spi.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sotto.spi.Secret;

class CheckedSecretTest {

  private static final byte[] BYTES = {1, 2, 3, 4};

  @Test
  void whatWasSealedIsOpened() {
    assertThat(CheckedSecret.open("a", BYTES.length, CheckedSecret.of("a", BYTES)))
        .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(BYTES));
  }

  @Test
  void eachChangedByteIsNoticed() {
    var whole = CheckedSecret.of("a", BYTES).reveal();
    for (var i = 0; i < whole.length; i++) {
      var damaged = whole.clone();
      damaged[i] ^= 1;
      assertThat(CheckedSecret.open("a", BYTES.length, Secret.of(damaged))).isEmpty();
    }
  }

  @Test
  void anotherDomainOrLengthIsNoticed() {
    assertThat(CheckedSecret.open("b", BYTES.length, CheckedSecret.of("a", BYTES))).isEmpty();
    assertThat(CheckedSecret.open("a", BYTES.length + 1, CheckedSecret.of("a", BYTES))).isEmpty();
    assertThat(CheckedSecret.open("a", BYTES.length, Secret.of(BYTES))).isEmpty();
  }

  @Test
  void noTwoTranscriptsLookAlike() {
    assertThat(Transcript.of("a", new byte[] {1}, new byte[] {2}))
        .isNotEqualTo(Transcript.of("a", new byte[] {1, 2}))
        .isNotEqualTo(Transcript.of("a", new byte[] {}, new byte[] {1, 2}))
        .isEqualTo(new byte[] {0, 0, 0, 1, 'a', 0, 0, 0, 1, 1, 0, 0, 0, 1, 2});
  }
}
