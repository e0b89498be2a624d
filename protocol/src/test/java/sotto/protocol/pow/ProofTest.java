package sotto.protocol.pow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.pow.Challenge.Purpose;

/// Proofs and nonces that anybody may have sent.
@Timeout(300)
class ProofTest {

  private static final Effort EFFORT = new Effort(8);
  private static final Nonces NONCES = new Nonces(Bytes.owned(new byte[Nonces.SIZE]), 1L << 40);
  private static final Challenge CHALLENGE =
      Challenge.of(Purpose.RECORD, Bytes.EMPTY, Challenge.NO_SEED);

  private final SplittableRandom random = new SplittableRandom(20_261_121);

  @Test
  void anyProofIsVerifiedOrRefusedWithoutAnAccident() {
    var refused = new EnumMap<Refusal, Integer>(Refusal.class);
    for (var i = 0; i < 3_000; i++) {
      var bytes = new byte[random.nextInt(Proof.SIZE_MAX + 2)];
      random.nextBytes(bytes);
      if (bytes.length > 5) {
        bytes[0] = (byte) random.nextInt(4);
        bytes[1] = bytes[2] = bytes[3] = 0;
      }
      if (i % 2 == 0 && bytes.length == Proof.SIZE_MAX) {
        bytes[4] = 0;
      }
      for (var suite : Suite.values()) {
        Proof.decode(Bytes.of(bytes))
            .flatMap(proof -> Pow.of(suite).verify(CHALLENGE, proof, Effort.ZERO))
            .ifPresent(refusal -> refused.merge(refusal, 1, Integer::sum));
      }
    }

    assertThat(refused).containsKeys(Refusal.OTHER_SUITE, Refusal.UNMET);
  }

  @Test
  void everyProofReadsTheSameAgain() {
    for (var i = 0; i < 1_000; i++) {
      var suite = Suite.of(random.nextInt(3)).orElseThrow();
      var proof =
          new Proof(
              suite,
              new Effort(random.nextLong(Effort.MAX + 1)),
              some(suite.nonceSize()),
              some(suite.solutionSize()));
      var bytes = proof.encode();

      assertThat(Proof.decode(bytes)).contains(proof);
      assertThat(Proof.decode(bytes.slice(0, bytes.size() - 1))).isEmpty();
      assertThat(Proof.decode(Bytes.concat(bytes, some(1)))).isEmpty();
    }
    assertThat(Proof.decode(Bytes.EMPTY)).isEmpty();
    assertThat(Proof.decode(Bytes.of((byte) 3, (byte) 0, (byte) 0, (byte) 0, (byte) 0))).isEmpty();
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Effort(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Effort(1L << 32)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Nonces(some(15), 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Nonces(some(16), 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NONCES.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> NONCES.at(1L << 40)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> NONCES.split(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Solution(some(15))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Challenge(some(16), some(32), some(31)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Proof(Suite.EQUIX, EFFORT, some(16), Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theGreatestNonceIsFollowedByZero() {
    var last = new byte[Nonces.SIZE];
    Arrays.fill(last, (byte) 0xff);
    var nonces = new Nonces(Bytes.of(last), 300);
    var second = new byte[Nonces.SIZE];
    second[0] = 1;

    assertThat(nonces.at(1)).isEqualTo(Bytes.owned(new byte[Nonces.SIZE]));
    assertThat(nonces.at(2)).isEqualTo(Bytes.of(second));
    assertThat(nonces.split(1_000)).hasSize(300);
    assertThat(nonces.split(7).stream().mapToLong(Nonces::count).sum()).isEqualTo(300);
  }

  private Bytes some(int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.owned(bytes);
  }
}
