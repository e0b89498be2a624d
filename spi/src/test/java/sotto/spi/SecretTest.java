package sotto.spi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTest {

  private static final byte[] BYTES = "hunter2".getBytes(US_ASCII);

  @Test
  void closingWipesTheBytes() throws Exception {
    var secret = Secret.of(BYTES);

    secret.close();

    assertThat(held(secret)).containsOnly(0).hasSize(BYTES.length);
    assertThatIllegalStateException().isThrownBy(secret::reveal).withMessageContaining("wiped");
  }

  @Test
  void closingTwiceIsClosingOnce() throws Exception {
    var secret = Secret.of(BYTES);

    secret.close();
    secret.close();

    assertThat(held(secret)).containsOnly(0);
  }

  @Test
  void aSecretIsNotChangedThroughItsArrays() {
    var bytes = BYTES.clone();
    var secret = Secret.of(bytes);
    bytes[0] = 0;
    secret.reveal()[1] = 0;

    assertThat(secret.reveal()).isEqualTo(BYTES);
  }

  @Test
  void everySecretPrintsTheSame() {
    var secret = Secret.of(BYTES);

    assertThat(secret).hasToString("secret:[redacted]").hasSameHashCodeAs(Secret.of(new byte[1]));
    assertThat(Secret.of(new byte[99])).hasToString("secret:[redacted]");
  }

  @Test
  void secretsWithTheSameBytesAreEqualUntilOneIsWiped() {
    var secret = Secret.of(BYTES);
    var same = Secret.of(BYTES);

    assertThat(secret).isEqualTo(same).isNotEqualTo(Secret.of(new byte[7])).isNotEqualTo("x");

    same.close();

    assertThat(secret).isNotEqualTo(same);
    assertThat(same.equals(secret)).isFalse();
    assertThat(List.of(same)).contains(same);
  }

  @Test
  void aSecretHasBetweenOneAnd4096Bytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(new byte[4097]));
    assertThat(Secret.of(new byte[4096]).reveal()).hasSize(4096);
  }

  /// The array itself, for `reveal` no longer answers and would give a copy.
  private static byte[] held(Secret secret) throws ReflectiveOperationException {
    Field field = Secret.class.getDeclaredField("bytes");
    field.setAccessible(true);
    return (byte[]) field.get(secret);
  }
}
