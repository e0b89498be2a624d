package sotto.backend.i2p.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.backend.i2p.client.Endpoint;
import sotto.backend.i2p.client.Tuning;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.tck.Rule;

class I2pSettingsTest {

  private final NetworkConfig config = NetworkConfig.at(Path.of("somewhere"));

  @Test
  void withoutSettingsItAttachesToTheUsualPort() throws Exception {
    var settings = I2pSettings.of(config);

    assertThat(settings.mode()).isEqualTo(Mode.ATTACH);
    assertThat(settings.endpoint()).isEqualTo(new Endpoint(false, 7654));
    assertThat(settings.tuning()).isEqualTo(new Tuning(3, 2));
    assertThat(settings.login()).isEmpty();
  }

  @Test
  void aRouterOfItsOwnNeverReseedsUnlessAsked() throws Exception {
    var settings = I2pSettings.of(config.with("mode", "embedded"));

    assertThat(settings.reseeds()).isFalse();
    assertThat(settings.keeps()).isFalse();
    assertThat(settings.port()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mode,spawn",
    "i2cp,192.0.2.1:7654",
    "i2cp,localhost:7654",
    "i2cp,127.0.0.1",
    "i2cp,127.0.0.1:0",
    "i2cp,127.0.0.1:65536",
    "i2cp,0.0.0.0:7654",
    "i2cp.user,somebody",
    "i2cp.password,something",
    "tunnels.length,8",
    "tunnels.length,-1",
    "tunnels.length,three",
    "tunnels.quantity,0",
    "tunnels.quantity,17",
    "leaseset,secret",
    "leaseset,encrypted",
    "router.port,20000",
    "keep,on"
  })
  @Rule("P4")
  void whatCannotBeUsedIsRejectedByName(String name, String value) {
    assertThatThrownBy(() -> I2pSettings.of(config.with(name, value)))
        .isInstanceOfSatisfying(
            ConfigRejected.class,
            e -> {
              if (!name.startsWith("i2cp.")) {
                assertThat(e.setting()).isEqualTo(name);
              }
              assertThat(e).hasMessageContaining("What to do").hasMessageNotContaining(value + ".");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"router.port=80", "router.directory=here", "router.reseed=yes", "keep=1"})
  @Rule("P4")
  void aRouterOfItsOwnTakesNoNonsense(String setting) {
    var parts = setting.split("=", 2);

    assertThatThrownBy(
            () -> I2pSettings.of(config.with("mode", "embedded").with(parts[0], parts[1])))
        .isInstanceOfSatisfying(
            ConfigRejected.class, e -> assertThat(e.setting()).isEqualTo(parts[0]));
  }

  @Test
  @Rule("P4")
  void anUnknownSettingIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> I2pSettings.of(config.with("tunnel.length", "3")))
        .isInstanceOf(ConfigRejected.class)
        .hasMessageContaining("tunnels.length")
        .hasMessageContaining("router.seeds");
  }
}
