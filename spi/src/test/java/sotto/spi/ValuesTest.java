package sotto.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.facet.ClientAuthorization.Credential;

/// The records and small values of the SPI: what they accept, and what they print.
class ValuesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration NEGATIVE = Duration.ofNanos(-1);

  @Test
  void aConfigurationPrintsTheNamesOfItsSettingsAndNothingElse() {
    var config = NetworkConfig.at(Path.of("secretdir")).with("control.password", "hunter2");

    assertThat(config).hasToString("NetworkConfig[control.password]");
  }

  @Test
  void aConfigurationHasAnAbsoluteDirectory() {
    assertThat(NetworkConfig.at(Path.of("a/../b")).directory())
        .isAbsolute()
        .isEqualTo(Path.of("b").toAbsolutePath());
  }

  @Test
  void eachWithChangesOnePartAndKeepsTheOthers() {
    var before = NetworkConfig.at(Path.of("d"));
    var random = new Random(1);
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);

    var after =
        before
            .with("a", "1")
            .with("b", "2")
            .with(random)
            .with(clock)
            .with(Thread.ofVirtual()::unstarted);

    assertThat(after.directory()).isEqualTo(before.directory());
    assertThat(after.settings()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(after.random()).isSameAs(random);
    assertThat(after.clock()).isSameAs(clock);
    assertThat(after.threads()).isNotSameAs(before.threads());
    assertThat(before.settings()).isEmpty();
    assertThat(after.setting("a")).hasValue("1");
    assertThat(after.setting("c")).isEmpty();
  }

  @Test
  void theThreadsOfAConfigurationAreVirtual() {
    var thread = NetworkConfig.at(Path.of("d")).threads().newThread(() -> {});

    assertThat(thread.isVirtual()).isTrue();
    assertThat(thread.getName()).startsWith("sotto-network-");
  }

  @Test
  void settingsAreCopiedAndCounted() {
    var settings = new HashMap<>(Map.of("a", "1"));
    var before = NetworkConfig.at(Path.of("d"));
    var config =
        new NetworkConfig(
            before.directory(), settings, before.random(), before.clock(), before.threads());
    settings.put("b", "2");
    for (var i = 0; i <= NetworkConfig.SETTINGS_MAX; i++) {
      settings.put("s" + i, "");
    }

    assertThat(config.settings()).containsOnlyKeys("a");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new NetworkConfig(
                    before.directory(),
                    settings,
                    before.random(),
                    before.clock(),
                    before.threads()));
  }

  @Test
  void fastTraitsHaveWhatIsNamedAndNothingElse() {
    var traits = Traits.fast(Trait.SELF_DIAL, Trait.ADDRESS_PROOF);

    assertThat(traits.has(Trait.SELF_DIAL)).isTrue();
    assertThat(traits.has(Trait.CLIENT_AUTH)).isFalse();
    assertThat(traits.dialTypical()).isEqualTo(Duration.ofMillis(10));
    assertThat(traits.set()).containsExactlyInAnyOrder(Trait.SELF_DIAL, Trait.ADDRESS_PROOF);
  }

  @Test
  void theSetOfTraitsIsCopied() {
    var set = EnumSet.of(Trait.SELF_DIAL);
    var traits = new Traits(set, SECOND, SECOND, SECOND, SECOND, SECOND, 1, 1);
    set.clear();

    assertThat(traits.set()).containsExactly(Trait.SELF_DIAL);
  }

  @Test
  void noFigureOfTheTraitsMayBeNegativeAndNoLimitLessThanOne() {
    var none = Set.<Trait>of();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Traits(none, NEGATIVE, SECOND, SECOND, SECOND, SECOND, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Traits(none, SECOND, NEGATIVE, SECOND, SECOND, SECOND, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Traits(none, SECOND, SECOND, NEGATIVE, SECOND, SECOND, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Traits(none, SECOND, SECOND, SECOND, NEGATIVE, SECOND, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Traits(none, SECOND, SECOND, SECOND, SECOND, NEGATIVE, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Traits(none, SECOND, SECOND, SECOND, SECOND, SECOND, 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Traits(none, SECOND, SECOND, SECOND, SECOND, SECOND, 1, 0));
  }

  @Test
  void aLabelHas1To255CharactersAndIsNotPrinted() {
    assertThat(Isolation.labelled("with-alice")).hasToString("Labelled[redacted]");
    assertThat(Isolation.labelled("a")).isEqualTo(Isolation.labelled("a"));
    assertThat(Isolation.labelled("a")).isNotEqualTo(Isolation.labelled("b"));
    assertThat(Isolation.labelled("x".repeat(255))).isInstanceOf(Isolation.Labelled.class);
    assertThatIllegalArgumentException().isThrownBy(() -> Isolation.labelled(""));
    assertThatIllegalArgumentException().isThrownBy(() -> Isolation.labelled("x".repeat(256)));
  }

  @Test
  @SuppressWarnings("NullAway") // What a caller without null checks would do.
  void anIsolationIsOneOfFour() {
    assertThat(Isolation.class.getPermittedSubclasses()).hasSize(4);
    assertThat(Isolation.shared()).isEqualTo(Isolation.shared());
    assertThat(Isolation.fresh()).isNotEqualTo(Isolation.shared());
    assertThatNullPointerException().isThrownBy(() -> Isolation.as(null));
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void aNetworkIsUsableWhenItIsReadyOrDegraded(Phase phase) {
    var status = new NetworkStatus(0, phase, 100, Blockage.NONE, "");

    assertThat(status.usable()).isEqualTo(phase == Phase.READY || phase == Phase.DEGRADED);
  }

  @Test
  void aStatusKeepsWithinItsRanges() {
    var longest = "x".repeat(NetworkStatus.DETAIL_MAX);

    assertThat(new NetworkStatus(0, Phase.READY, 0, Blockage.NONE, longest).usable()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkStatus(-1, Phase.READY, 0, Blockage.NONE, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkStatus(0, Phase.READY, -1, Blockage.NONE, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkStatus(0, Phase.READY, 101, Blockage.NONE, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkStatus(0, Phase.READY, 0, Blockage.NONE, longest + "x"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void aListenerIsConfirmedByNoMoreThanWereAsked(int confirmed) {
    var state = ListenerStatus.State.PUBLISHING;

    assertThat(new ListenerStatus(0, state, 6, 8, "").confirmed()).isEqualTo(6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListenerStatus(0, state, confirmed, 0, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new ListenerStatus(-1, state, 0, 0, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListenerStatus(0, state, 0, 0, "x".repeat(501)));
  }

  @Test
  void aProofIsComparedByItsBytesAndPrintsOnlyTheirNumber() {
    var proof = Proof.of(new byte[64], new byte[2]);

    assertThat(proof)
        .isEqualTo(Proof.of(new byte[64], new byte[2]))
        .hasToString("proof:[64+2 bytes]");
    assertThat(proof).hasSameHashCodeAs(Proof.of(new byte[64], new byte[2]));
    assertThat(proof)
        .isNotEqualTo(Proof.of(new byte[64], new byte[1]))
        .isNotEqualTo(Proof.of(new byte[63], new byte[2]))
        .isNotEqualTo("proof");
    proof.signature()[0] = 1;
    proof.material()[0] = 1;
    assertThat(proof.signature()).containsOnly(0);
    assertThat(proof.material()).containsOnly(0);
  }

  @Test
  void aProofHasASignatureAndBoundedParts() {
    assertThatIllegalArgumentException().isThrownBy(() -> Proof.of(new byte[0], new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Proof.of(new byte[1025], new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Proof.of(new byte[1], new byte[1025]));
  }

  @Test
  void aCredentialIsNotPrinted() {
    assertThat(new Credential("alice", Secret.of(new byte[32])))
        .hasToString("credential:[redacted]");
  }
}
