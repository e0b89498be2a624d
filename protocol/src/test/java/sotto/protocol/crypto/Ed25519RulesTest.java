package sotto.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Signatures made to tell implementations apart get one verdict, whoever checks them.
final class Ed25519RulesTest {

  /// Real providers, and one that refuses everything, so that only the rules are left.
  static Stream<Ed25519> providers() throws GeneralSecurityException {
    return Stream.of(new BouncyEd25519(), jdk(), Curves.chosen().signatures(), new Refusing());
  }

  private static Ed25519 jdk() throws GeneralSecurityException {
    var provider = Security.getProvider("SunEC");
    return new NativeEd25519(provider, provider);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyEdgeCaseGetsOurVerdict(Ed25519 provider) throws IOException {
    var verdicts =
        Vectors.of("ed25519-edges.txt").stream().map(vector -> verdict(provider, vector)).toList();

    assertThat(verdicts)
        .isEqualTo(
            Vectors.of("ed25519-edges.txt").stream()
                .map(vector -> vector.text("verdict"))
                .toList());
  }

  @Test
  void aProviderAloneWouldJudgeSomeOfThemOtherwise() throws Exception {
    var provider = jdk();

    assertThat(Vectors.of("ed25519-edges.txt"))
        .anyMatch(
            vector ->
                vector.text("verdict").equals("yes")
                    && !provider.verify(
                        vector.array("key"), vector.array("message"), vector.array("signature")));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyFlippedBitOfASignatureRefusesIt(Ed25519 provider) throws IOException {
    var vector = Vectors.of("rfc8032.txt").get(2);
    var signature = vector.array("signature");
    for (var bit = 0; bit < 8 * signature.length; bit++) {
      var flipped = signature.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(
              Ed25519Rules.verify(provider, vector.array("key"), vector.array("message"), flipped))
          .isFalse();
    }
  }

  @Test
  void noPointOfSmallOrderIsAKey() {
    var y =
        List.of(
            "00".repeat(32),
            "01" + "00".repeat(31),
            "ec" + "ff".repeat(30) + "7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    for (var text : y) {
      var plus = HexFormat.of().parseHex(text);
      var minus = plus.clone();
      minus[31] |= (byte) 0x80;

      assertThat(EdwardsPoint.decode(plus).orElseThrow().isOfSmallOrder()).isTrue();
      assertThat(Ed25519Rules.acceptsKey(Bytes.of(plus))).isFalse();
      assertThat(Ed25519Rules.acceptsKey(Bytes.of(minus))).isFalse();
    }
    assertThat(EdwardsPoint.BASE.isOfSmallOrder()).isFalse();
  }

  @Test
  void noEncodingThatIsNotCanonicalIsAKey() {
    for (var low = 0xed; low <= 0xff; low++) {
      var y = HexFormat.of().parseHex("%02x".formatted(low) + "ff".repeat(30) + "7f");

      assertThat(EdwardsPoint.decode(y)).isEmpty();
      assertThat(Ed25519Rules.acceptsKey(Bytes.of(y))).isFalse();
      y[31] = (byte) 0xff;
      assertThat(Ed25519Rules.acceptsKey(Bytes.of(y))).isFalse();
    }
    var negativeZero = HexFormat.of().parseHex("01" + "00".repeat(30) + "80");
    assertThat(EdwardsPoint.decode(negativeZero)).isEmpty();
  }

  private static String verdict(Ed25519 provider, Vectors vector) {
    if (!Ed25519Rules.acceptsKey(vector.bytes("key"))) {
      return "key";
    }
    var holds =
        Ed25519Rules.verify(
            provider, vector.array("key"), vector.array("message"), vector.array("signature"));
    return holds ? "yes" : "no";
  }

  /// A provider that refuses every signature, so that only the rules are left.
  private static final class Refusing implements Ed25519 {

    @Override
    public byte[] publicKey(byte[] seed) {
      throw new UnsupportedOperationException("verifies only");
    }

    @Override
    public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
      throw new UnsupportedOperationException("verifies only");
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
      return false;
    }
  }
}
