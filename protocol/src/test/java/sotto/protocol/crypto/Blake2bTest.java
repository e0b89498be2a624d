package sotto.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Blake2bTest {

  @Test
  void itIsThatOfRfc7693() throws Exception {
    for (var vector : Vectors.of("rfc7693.txt")) {
      assertThat(Blake2b.hash(Blake2b.SIZE_MAX, vector.bytes("message")))
          .isEqualTo(vector.bytes("hash"));
    }
  }

  @Test
  void lengthAndSaltMakeAnotherHashAndPartsDoNot() {
    var message = Bytes.of((byte) 1, (byte) 2, (byte) 3);
    var zeros = Bytes.owned(new byte[Blake2b.SALT_SIZE]);
    var salt = Hash.sha256(message).slice(0, Blake2b.SALT_SIZE);
    var hash = Blake2b.hash(32, message);

    assertThat(Blake2b.hash(32, message.slice(0, 1), message.slice(1, 3))).isEqualTo(hash);
    assertThat(Blake2b.salted(32, zeros, message)).isEqualTo(hash);
    assertThat(Blake2b.salted(32, salt, message)).isNotEqualTo(hash);
    assertThat(Blake2b.hash(31, message)).isNotEqualTo(hash.slice(0, 31));
  }
}
