package sotto.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {

  @Test
  void itIsThatOfItsAuthors() throws Exception {
    for (var vector : Vectors.of("siphash.txt")) {
      var hash = new SipHash(vector.bytes("key"));
      for (var again = 0; again < 3; again++) {
        assertThat(Long.toHexString(hash.of(vector.bytes("message"))))
            .isEqualTo(vector.text("hash"));
      }
    }
  }

  @Test
  void aNumberIsItsEightBytesTheLowestFirst() {
    var hash = new SipHash(Bytes.owned(new byte[SipHash.KEY_SIZE]));

    assertThat(hash.of(0x0807060504030201L))
        .isEqualTo(hash.of(Bytes.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})))
        .isNotEqualTo(hash.of(0x0807060504030202L));
  }
}
