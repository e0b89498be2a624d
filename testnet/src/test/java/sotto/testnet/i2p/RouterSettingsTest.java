package sotto.testnet.i2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sotto.testnet.i2p.routers.RouterSettings;

/// No router is started that could be on the public network.
class RouterSettingsTest {

  @Test
  void whatAnEmbeddedRouterIsGivenIsEnough() {
    assertThat(RouterSettings.checked(RouterSettings.member())).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "router.networkID,2",
    "router.reseedDisable,false",
    "time.disabled,false",
    "i2np.upnp.enable,true",
    "i2np.udp.enable,true",
    "i2np.ntcp.hostname,192.0.2.1",
    "i2np.ntcp.bindInterface,0.0.0.0",
    "i2cp.hostname,0.0.0.0"
  })
  void aRouterThatIsNotPrivateIsRefused(String name, String value) {
    var settings = new TreeMap<>(RouterSettings.whole(Path.of("router"), 1, 2));
    settings.put(name, value);

    assertThatThrownBy(() -> RouterSettings.checked(settings)).hasMessageContaining(name);

    settings.remove(name);
    assertThatThrownBy(() -> RouterSettings.checked(settings)).hasMessageContaining(name);
  }

  @Test
  void anI2pdIsToldTheSame() {
    assertThat(I2pd.configuration(1, 2).lines().map(String::strip))
        .contains("netid = 99", "host = 127.0.0.1", "urls =", "nat = false")
        .noneMatch(line -> line.contains("0.0.0.0"));
  }
}
