package sotto.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every primitive against the vectors of its RFC, with BouncyCastle, with the JDK in the place of
/// a native provider, and with whatever this process chose.
final class VectorsTest {

  private static final Provider JDK = Security.getProvider("SunEC");

  static Stream<X25519> agreements() throws GeneralSecurityException {
    return Stream.of(new BouncyX25519(), new NativeX25519(JDK), Curves.chosen().agreements());
  }

  static Stream<Ed25519> signatures() throws GeneralSecurityException {
    return Stream.of(
        new BouncyEd25519(), new NativeEd25519(JDK, JDK), Curves.chosen().signatures());
  }

  @ParameterizedTest
  @MethodSource("agreements")
  void x25519IsThatOfRfc7748(X25519 x25519) throws IOException {
    for (var vector : Vectors.of("rfc7748.txt")) {
      assertThat(x25519.agree(vector.array("scalar"), vector.array("u")))
          .isEqualTo(vector.array("out"));
    }
    for (var vector : Vectors.of("rfc7748.txt").subList(4, 6)) {
      assertThat(x25519.publicKey(vector.array("scalar"))).isEqualTo(vector.array("out"));
    }
  }

  @ParameterizedTest
  @MethodSource("agreements")
  void aThousandTimesX25519IsThatOfRfc7748(X25519 x25519) {
    var k = new byte[32];
    k[0] = 9;
    var u = k;
    for (var i = 0; i < 1000; i++) {
      var next = x25519.agree(k, u);
      u = k;
      k = next;
    }
    assertThat(HexFormat.of().formatHex(k))
        .isEqualTo("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void ed25519IsThatOfRfc8032(Ed25519 ed25519) throws IOException {
    for (var vector : Vectors.of("rfc8032.txt")) {
      var key = vector.array("key");
      var message = vector.array("message");
      var signature = vector.array("signature");

      assertThat(ed25519.publicKey(vector.array("seed"))).isEqualTo(key);
      assertThat(ed25519.sign(vector.array("seed"), key, message)).isEqualTo(signature);
      assertThat(ed25519.verify(key, message, signature)).isTrue();
      assertThat(Ed25519Rules.verify(ed25519, key, message, signature)).isTrue();
      assertThat(Ed25519Rules.verify(ed25519, key, new byte[] {1}, signature)).isFalse();
    }
  }

  @Test
  void theAeadIsThatOfRfc8439() throws Exception {
    for (var vector : Vectors.of("rfc8439.txt")) {
      var aead = new Aead(vector.bytes("key"));
      var plain = vector.array("plain");
      var buffer = Arrays.copyOf(plain, plain.length + Aead.TAG_SIZE);

      aead.crypt(
          Cipher.ENCRYPT_MODE, vector.array("nonce"), vector.bytes("aad"), buffer, 0, plain.length);
      assertThat(buffer).isEqualTo(vector.array("sealed"));

      aead.crypt(
          Cipher.DECRYPT_MODE,
          vector.array("nonce"),
          vector.bytes("aad"),
          buffer,
          0,
          buffer.length);
      assertThat(buffer).startsWith(plain);
    }
  }

  @Test
  void theCounterStandsInTheNonceAsNoiseSays() throws Exception {
    var vector = Vectors.of("rfc8439.txt").getLast();
    var sealed = vector.array("sealed");

    var opened =
        new Aead(vector.bytes("key"))
            .open(0x0807060504030201L, vector.bytes("aad"), sealed, 0, sealed.length);

    assertThat(opened).isTrue();
    assertThat(sealed).startsWith(vector.array("plain"));
  }

  @Test
  void hkdfIsThatOfRfc5869() throws IOException {
    for (var vector : Vectors.of("rfc5869.txt")) {
      var out = vector.bytes("out");
      assertThat(
              Hash.hkdf(
                  vector.bytes("secret"), vector.bytes("salt"), vector.bytes("info"), out.size()))
          .isEqualTo(out);
    }
  }

  @Test
  void sha256AndHmacAreThoseOfTheirStandards() {
    var abc = Bytes.of((byte) 'a', (byte) 'b', (byte) 'c');
    var jefe = Bytes.of("Jefe".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    var question =
        Bytes.of(
            "what do ya want for nothing?".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    assertThat(hex(Hash.sha256(abc)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Hash.sha256(abc.slice(0, 1), abc.slice(1, 3))).isEqualTo(Hash.sha256(abc));
    assertThat(hex(Hash.hmac(jefe, question)))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void rekeyingIsThatOfNoise() {
    var key = Hash.sha256(Bytes.EMPTY);
    var zeros = new byte[32 + Aead.TAG_SIZE];
    new Aead(key).seal(-1, Bytes.EMPTY, zeros, 0, 32);
    var next = new Aead(Bytes.owned(zeros).slice(0, 32));
    var buffers = List.of(new byte[20], new byte[20]);

    new Aead(key).rekeyed().seal(5, Bytes.EMPTY, buffers.get(0), 0, 4);
    next.seal(5, Bytes.EMPTY, buffers.get(1), 0, 4);

    assertThat(buffers.get(0)).isEqualTo(buffers.get(1));
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }
}
