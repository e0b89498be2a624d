package sotto.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Who is who, and what they sign.
final class IdentityTest {

  private static final Bytes MESSAGE = Bytes.of((byte) 1, (byte) 2);
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  private final Identity identity = Identity.create(random);

  @Test
  void aSignatureHoldsForItsPeerDomainAndMessageOnly() {
    var signature = identity.sign(Domain.ITEM, MESSAGE);
    var other = Identity.create(random).id();

    assertThat(Identity.verify(identity.id(), Domain.ITEM, MESSAGE, signature)).isTrue();
    assertThat(Identity.verify(other, Domain.ITEM, MESSAGE, signature)).isFalse();
    assertThat(Identity.verify(identity.id(), Domain.ITEM, Bytes.EMPTY, signature)).isFalse();
    for (var domain : Domain.values()) {
      assertThat(Identity.verify(identity.id(), domain, MESSAGE, signature))
          .isEqualTo(domain == Domain.ITEM);
    }
  }

  @Test
  void theSameSeedIsTheSameIdentity() {
    assertThat(Identity.of(identity.seed()).id()).isEqualTo(identity.id());
    assertThat(Identity.create(random).id()).isNotEqualTo(identity.id());
  }

  @Test
  void whatIsSignedIsThePrefixedProtocolAndDomainThenTheMessage() {
    assertThat(
            new String(
                Domain.ITEM.frame(Bytes.of((byte) '!')).toArray(),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .isEqualTo("\6sotto1\4item!");
  }

  @Test
  void theTextOfAPeerIsReadBackAndNothingElseIs() {
    var text = identity.id().text();

    assertThat(text).hasSize(52).matches("[a-z2-7]+");
    assertThat(PeerId.parse(text)).isEqualTo(identity.id());
    for (var wrong :
        new String[] {
          "",
          text + "a",
          text.substring(1),
          text.toUpperCase(Locale.ROOT),
          text.replace(text.charAt(9), '1')
        }) {
      assertThatIllegalArgumentException().isThrownBy(() -> PeerId.parse(wrong));
    }
    var strayBits = text.substring(0, 51) + (char) (text.charAt(51) + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> PeerId.parse(strayBits));
  }

  @Test
  void nothingSecretOrTellingIsPrinted() {
    var agreement = Agreement.create(random);

    assertThat(identity.toString()).isEqualTo("identity:[redacted]");
    assertThat(agreement.toString()).isEqualTo("agreement:[redacted]");
    assertThat(new Aead(Hash.sha256()).toString()).isEqualTo("aead:[redacted]");
    assertThat(identity.id().toString()).matches("peer:~[a-z2-7]{4}");
    assertThat(identity.id().toString()).isEqualTo(new PeerId(identity.id().key()).toString());
  }

  @Test
  void everythingHasItsLength() {
    var short31 = Bytes.owned(new byte[31]);

    assertThatIllegalArgumentException().isThrownBy(() -> new PeerId(short31));
    assertThatIllegalArgumentException().isThrownBy(() -> Identity.of(short31));
    assertThatIllegalArgumentException().isThrownBy(() -> Agreement.of(short31));
    assertThatIllegalArgumentException().isThrownBy(() -> new Aead(short31));
    assertThatIllegalArgumentException().isThrownBy(() -> new Signature(short31));
    assertThatIllegalArgumentException().isThrownBy(() -> Agreement.create(random).with(short31));
  }

  @Test
  void twoAgreeAndWithAKeyOfSmallOrderNobodyDoes() {
    var one = Agreement.create(random);
    var two = Agreement.create(random);

    assertThat(one.with(two.publicKey())).isPresent().isEqualTo(two.with(one.publicKey()));
    assertThat(one.with(Bytes.owned(new byte[32]))).isEmpty();
  }

  @Test
  void theChoiceOfCurvesIsSaidInOneSentence() {
    assertThat(Curves.chosen().report())
        .matches("Curves: X25519 by (BouncyCastle|Conscrypt), Ed25519 by .*\\.");
  }

  @Test
  void aProviderThatIsWrongFailsTheTest() {
    assertThat(Curves.passes(new BouncyX25519())).isTrue();
    assertThat(Curves.passes(new BouncyEd25519())).isTrue();
    assertThat(Curves.passes(new WrongX25519())).isFalse();
  }

  private static final class WrongX25519 implements X25519 {

    @Override
    public byte[] publicKey(byte[] secret) {
      return new BouncyX25519().publicKey(secret);
    }

    @Override
    public byte[] agree(byte[] secret, byte[] peer) {
      var shared = new BouncyX25519().agree(secret, peer);
      shared[31] ^= 1;
      return shared;
    }
  }
}
