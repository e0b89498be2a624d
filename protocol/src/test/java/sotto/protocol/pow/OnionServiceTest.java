package sotto.protocol.pow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Vectors;

/// Equi-X as an onion service asks for it, against Tor's own tests.
@Timeout(300)
class OnionServiceTest {

  private final Pow equix = Pow.of(Suite.EQUIX);

  @Test
  void whatIsFoundIsWhatTorFinds() throws Exception {
    for (var vector : Vectors.of("hs-pow-solve.txt")) {
      var effort = new Effort(Long.parseLong(vector.text("effort")));
      var nonces = new Nonces(vector.bytes("first"), 10);
      var expected = new Proof(Suite.EQUIX, effort, vector.bytes("nonce"), vector.bytes("proof"));

      var search = equix.solve(challenge(vector), effort, nonces, () -> false);

      assertThat(search)
          .isInstanceOfSatisfying(
              Search.Found.class, found -> assertThat(found.proof()).isEqualTo(expected));
      assertThat(equix.verify(challenge(vector), expected, effort)).isEmpty();
    }
  }

  @Test
  void whatHoldsIsWhatHoldsInTor() throws Exception {
    for (var vector : Vectors.of("hs-pow-verify.txt")) {
      var effort = new Effort(Long.parseLong(vector.text("effort")));
      var proof = new Proof(Suite.EQUIX, effort, vector.bytes("nonce"), vector.bytes("proof"));

      var refusal = equix.verify(challenge(vector), proof, Effort.ZERO);

      assertThat(refusal.map(Refusal::name).orElse("HOLDS")).isEqualTo(vector.text("result"));
    }
  }

  private static Challenge challenge(Vectors vector) {
    return Challenge.ofOnionService(vector.bytes("service"), vector.bytes("seed"));
  }
}
