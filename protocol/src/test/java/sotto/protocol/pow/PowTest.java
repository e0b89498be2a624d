package sotto.protocol.pow;

import static org.assertj.core.api.Assertions.assertThat;
import static sotto.protocol.pow.Challenge.NO_SEED;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sotto.protocol.Requirement;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;
import sotto.protocol.pow.Challenge.Purpose;

@Timeout(300)
class PowTest {

  private static final Effort EFFORT = new Effort(8);
  private static final Effort NOT_BY_LUCK = new Effort(100_000);
  private static final Nonces NONCES = new Nonces(Bytes.owned(new byte[Nonces.SIZE]), 1L << 40);
  private static final Bytes RECORD = text("network 7, key k, address a.onion");
  private static final Challenge CHALLENGE = Challenge.of(Purpose.RECORD, RECORD, NO_SEED);

  @ParameterizedTest
  @EnumSource(
      value = Suite.class,
      names = {"HASHCASH", "EQUIX"})
  @Requirement("T7")
  void aProofHoldsForWhatItWasMadeForAndForNothingElse(Suite suite) {
    var pow = Pow.of(suite);
    var effort = suite == Suite.EQUIX ? EFFORT : NOT_BY_LUCK;
    var proof = found(pow, CHALLENGE, effort);

    assertThat(pow.verify(CHALLENGE, proof, effort)).isEmpty();
    for (var other :
        List.of(
            Challenge.of(Purpose.RECORD, text("network 7, key k, address b.onion"), NO_SEED),
            Challenge.of(Purpose.RECORD, text("network 8, key k, address a.onion"), NO_SEED),
            Challenge.of(Purpose.ITEM, RECORD, NO_SEED),
            Challenge.of(Purpose.RECORD, RECORD, Hash.sha256(text("another day's beacon"))),
            Challenge.ofOnionService(CHALLENGE.subject(), NO_SEED))) {
      assertThat(pow.verify(other, proof, effort)).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Suite.class,
      names = {"HASHCASH", "EQUIX"})
  void aProofOfWhichAnythingIsChangedDoesNotHold(Suite suite) {
    var pow = Pow.of(suite);
    var effort = suite == Suite.EQUIX ? EFFORT : NOT_BY_LUCK;
    var bytes = found(pow, CHALLENGE, effort).encode();
    var refused = new EnumMap<Refusal, Integer>(Refusal.class);
    for (var bit = 0; bit < bytes.size() * Byte.SIZE; bit++) {
      var changed = bytes.toArray();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Proof.decode(Bytes.owned(changed))
          .map(proof -> pow.verify(CHALLENGE, proof, Effort.ZERO).orElseThrow())
          .ifPresent(refusal -> refused.merge(refusal, 1, Integer::sum));
    }

    assertThat(refused).containsKey(Refusal.UNMET);
    if (suite == Suite.EQUIX) {
      assertThat(refused).containsKeys(Refusal.ORDER, Refusal.NO_SOLUTION);
    }
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  @Requirement("T8")
  void whoeverAsksForMoreThanAProofClaimsRefusesIt(Suite suite) {
    var pow = Pow.of(suite);
    var effort = suite == Suite.NONE ? Effort.ZERO : EFFORT;
    var proof = found(pow, CHALLENGE, effort);
    var more = new Effort(effort.value() + 1);

    assertThat(pow.verify(CHALLENGE, proof, Effort.ZERO)).isEmpty();
    assertThat(pow.verify(CHALLENGE, proof, effort)).isEmpty();
    assertThat(pow.verify(CHALLENGE, proof, more)).contains(Refusal.TOO_LITTLE);
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void aProofOfAnotherSuiteIsNotLookedAt(Suite suite) {
    var proof = found(Pow.of(suite), CHALLENGE, Effort.ZERO);
    for (var other : Suite.values()) {
      if (other != suite) {
        assertThat(Pow.of(other).verify(CHALLENGE, proof, Effort.ZERO))
            .contains(Refusal.OTHER_SUITE);
      }
    }
  }

  @Test
  void noWorkClaimsNothing() {
    var claims = new Proof(Suite.NONE, EFFORT, Bytes.EMPTY, Bytes.EMPTY);

    assertThat(new NoWork().verify(CHALLENGE, claims, Effort.ZERO)).contains(Refusal.UNMET);
    assertThat(new NoWork().solve(CHALLENGE, EFFORT, NONCES, () -> false))
        .isEqualTo(new Search.Exhausted(NONCES.count()));
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  @Requirement("T9")
  void aProofThatAHelperFoundIsKeptAsBytesAndHoldsAfterARestart(Suite suite) {
    var effort = suite == Suite.NONE ? Effort.ZERO : EFFORT;
    var kept = found(Pow.of(suite), CHALLENGE, effort).encode();

    var proof = Proof.decode(kept).orElseThrow();

    assertThat(kept.size()).isLessThanOrEqualTo(Proof.SIZE_MAX);
    assertThat(Pow.of(proof.suite()).verify(CHALLENGE, proof, effort)).isEmpty();
  }

  @Test
  void severalHelpersShareTheWork() {
    var equix = Pow.of(Suite.EQUIX);
    var nonces = new Nonces(NONCES.first(), 40);
    var whole = (Search.Found) equix.solve(CHALLENGE, new Effort(30), nonces, () -> false);

    var parts =
        nonces.split(7).stream()
            .map(part -> equix.solve(CHALLENGE, new Effort(30), part, () -> false))
            .toList();

    assertThat(parts)
        .filteredOn(Search.Found.class::isInstance)
        .first()
        .isInstanceOfSatisfying(
            Search.Found.class, found -> assertThat(found.proof()).isEqualTo(whole.proof()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Suite.class,
      names = {"HASHCASH", "EQUIX"})
  void aSearchThatIsStoppedSaysHowFarItCameAndGoesOnThere(Suite suite) {
    var pow = Pow.of(suite);
    var effort = new Effort(50);
    var whole = (Search.Found) pow.solve(CHALLENGE, effort, NONCES, () -> false);
    var asked = new AtomicInteger();

    var first = pow.solve(CHALLENGE, effort, NONCES, () -> asked.incrementAndGet() > 2);
    var rest = pow.solve(CHALLENGE, effort, NONCES.from(first.tried()), () -> false);

    assertThat(first).isEqualTo(new Search.Cancelled(2));
    assertThat(rest).isEqualTo(new Search.Found(whole.proof(), whole.tried() - 2));
  }

  @Test
  void whereNothingIsFoundTheWholeRangeIsDone() {
    var never = new Effort(Effort.MAX);
    var nonces = new Nonces(NONCES.first(), 3);

    assertThat(new EquiX().solve(CHALLENGE, never, nonces, () -> false))
        .isEqualTo(new Search.Exhausted(3));
    assertThat(new Hashcash().solve(CHALLENGE, never, nonces, () -> false))
        .isEqualTo(new Search.Exhausted(3));
  }

  @Test
  void hashcashTakesAsManyHashesAsTheEffortSays() {
    var effort = new Effort(100);
    var tried = 0L;
    for (var i = 0; i < 200; i++) {
      var challenge = Challenge.of(Purpose.ITEM, text("item " + i), NO_SEED);
      tried += new Hashcash().solve(challenge, effort, NONCES.from(0), () -> false).tried();
    }

    // A mean of 100 with a deviation of 7.
    assertThat(tried / 200).isBetween(70L, 130L);
  }

  @Test
  @Requirement("T10")
  void checkingCostsLessThanAThousandthOfTheWork() {
    for (var suite : List.of(Suite.EQUIX, Suite.HASHCASH)) {
      var cost = Pow.of(suite).cost(Effort.STANDARD);

      assertThat(cost.work()).isGreaterThan(cost.check().multipliedBy(1_000));
    }
    assertThat(new EquiX().cost(Effort.STANDARD).work())
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
    assertThat(new EquiX().cost(Effort.ZERO).attempts()).isBetween(1.0, 1.3);
  }

  private static Proof found(Pow pow, Challenge challenge, Effort effort) {
    return switch (pow.solve(challenge, effort, NONCES, () -> false)) {
      case Search.Found(var proof, _) -> proof;
      case Search.Exhausted _, Search.Cancelled _ -> throw new AssertionError("not found");
    };
  }

  private static Bytes text(String text) {
    return Bytes.owned(text.getBytes(StandardCharsets.US_ASCII));
  }
}
