package sotto.backend.tor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.backend.tor.control.Endpoint;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.ConfigRejected;

/// Every setting of the backend, good and bad (P4).
class SettingsTest {

  @TempDir Path directory;

  @Test
  void withoutSettingsTheModeIsChosenLater() throws Exception {
    var settings = read(Map.of());

    assertThat(settings.mode()).isEmpty();
    assertThat(settings.pow()).isTrue();
    assertThat(settings.listenTcp()).isFalse();
    assertThat(settings.extras().isEmpty()).isTrue();
  }

  @Test
  void aTorThatRunsIsFoundWhereTheSettingsSay() throws Exception {
    var settings =
        read(
            Map.of(
                "mode", "attach",
                "control", "unix:/run/tor/control",
                "socks", "[::1]:9050",
                "control.cookie", "/run/tor/cookie",
                "control.password", "sesame",
                "pow", "off",
                "listen", "tcp"));

    assertThat(settings.mode()).contains(Mode.ATTACH);
    assertThat(settings.control()).isEqualTo(new Endpoint.Unix(Path.of("/run/tor/control")));
    assertThat(settings.socks()).contains(new Endpoint.Tcp(true, 9_050));
    assertThat(settings.cookie()).contains(Path.of("/run/tor/cookie"));
    assertThat(settings.password()).isPresent();
    assertThat(settings.pow()).isFalse();
    assertThat(settings.listenTcp()).isTrue();
    assertThat(read(Map.of("mode", "attach")).control()).isEqualTo(new Endpoint.Tcp(false, 9_051));
  }

  @Test
  void aBinaryThatIsNamedIsTheSystems() throws Exception {
    var settings = read(Map.of("binary", "/opt/tor/tor"));

    assertThat(settings.mode()).contains(Mode.SYSTEM);
    assertThat(settings.binary()).contains(Path.of("/opt/tor/tor"));
  }

  @ParameterizedTest
  @CsvSource({
    "contrl, control",
    "control.cooky, control.cookie",
    "bridge, bridges",
    "Mode, mode",
    "torcc, torrc",
    "transprot.obfs4, transport.NAME",
  })
  void anUnknownSettingIsRejectedWithTheNearestName(String name, String nearest) {
    var rejected = rejected(Map.of(name, "x"));

    assertThat(rejected.setting()).isEqualTo(name);
    assertThat(rejected).hasMessageContaining("the nearest is " + nearest + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "mode, embedded",
    "listen, udp",
    "pow, maybe",
    "torrc, relative/torrc",
    "torrc, /no/such/file",
    "transport.obfs4, relative",
    "transport.obfs4, /no/such/program",
    "transport.ob fs, /bin/sh",
    "binary, tor",
  })
  void aBadValueIsRejectedByName(String name, String value) {
    assertThat(rejected(Map.of(name, value)).setting()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1:9051",
        "localhost:9051",
        "0.0.0.0:9051",
        "127.0.0.1",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:9051x",
        "[::]:9051",
        "example.org:9051",
        "unix:relative",
        "unix:",
        "unix:/a\nb",
        "",
      })
  void aPlaceThatIsNotOnThisMachineIsRejected(String place) {
    for (var name : List.of("control", "socks")) {
      var rejected = rejected(Map.of("mode", "attach", name, place));
      assertThat(rejected.setting()).isEqualTo(name);
      assertThat(String.valueOf(rejected.getMessage()))
          .doesNotContain("example", "10.", "relative");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "attach, binary, /usr/bin/tor",
    "attach, torrc, /etc/torrc",
    "attach, bridges, x",
    "attach, transport.obfs4, /bin/sh",
    "system, control, 127.0.0.1:9051",
    "system, control.password, x",
    "bundled, binary, /usr/bin/tor",
    "bundled, socks, 127.0.0.1:9050",
  })
  void aSettingWithoutEffectIsRejected(String mode, String name, String value) {
    assertThat(rejected(Map.of("mode", mode, name, value)).setting()).isEqualTo(name);
  }

  @Test
  void aPlaceOfATorThatRunsNeedsTheMode() {
    assertThat(rejected(Map.of("control", "127.0.0.1:9051")))
        .hasMessageContaining("mode=attach")
        .satisfies(e -> assertThat(e.setting()).isEqualTo("control"));
  }

  @Test
  void bridgesAreSplitAndMayNotSmuggleLines() throws Exception {
    var settings =
        read(
            Map.of(
                "bridges",
                "Bridge obfs4 192.0.2.1:443 FP cert=x;\n 192.0.2.2:443\n;",
                "transport.obfs4",
                "/bin/sh"));

    assertThat(settings.extras().bridges())
        .containsExactly("obfs4 192.0.2.1:443 FP cert=x", "192.0.2.2:443");
    assertThat(rejected(Map.of("bridges", "192.0.2.1:443\rSocksPort 9050")).setting())
        .isEqualTo("bridges");
    assertThat(rejected(Map.of("bridges", "x\\")).setting()).isEqualTo("bridges");
    assertThat(rejected(Map.of("bridges", "x;".repeat(65))).setting()).isEqualTo("bridges");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SocksPort 9050",
        "socksport 9050",
        "+SocksPort 9050",
        "/ControlPort 9051",
        "ControlP 9051",
        "DataDirectory /tmp/x",
        "DataDir /tmp/x",
        "Log debug file /tmp/x",
        "User nobody",
        "HiddenServiceDir /tmp/x",
        "__OwningControllerProcess 1",
        "RunAsDaemon 1",
        "%include /etc/tor/torrc",
        "ContactInfo \\",
        "Socks\u0000Port 9050",
      })
  void theUsersTorrcMayNotSetWhatIsOurs(String line) throws Exception {
    var file = Files.writeString(directory.resolve("torrc"), "# fine\nNumEntryGuards 2\n" + line);

    assertThat(rejected(Map.of("torrc", file.toString())).setting()).isEqualTo("torrc");
  }

  @Test
  void theUsersTorrcComesFirstAndOursLast() throws Exception {
    var file = Files.writeString(directory.resolve("torrc"), "# fine\n\n  NumEntryGuards 2\r\n");
    var settings =
        read(Map.of("torrc", file.toString(), "bridges", "x 1.2.3.4:5", "transport.x", "/bin/sh"));
    try (var home = Home.in(directory.resolve("net work"))) {
      var text = Torrc.text(settings.extras(), home, 4_711);

      assertThat(text.lines())
          .startsWith(
              "# Written by the Tor backend at each start.",
              "NumEntryGuards 2",
              "UseBridges 1",
              "Bridge x 1.2.3.4:5",
              "ClientTransportPlugin x exec /bin/sh",
              "DataDirectory \"" + directory.resolve("net work/tor/data") + '"')
          .contains("__OwningControllerProcess 4711", "SafeLogging 1", "ClientOnly 1")
          .endsWith("DisableNetwork 1");
      assertThat(settings.extras().offline()).isFalse();
    }
  }

  @Test
  void aFileTooLargeForATorrcIsRejected() throws Exception {
    var file = Files.write(directory.resolve("torrc"), new byte[Extras.FILE_MAX + 1]);

    assertThat(rejected(Map.of("torrc", file.toString())).setting()).isEqualTo("torrc");
  }

  @Test
  void aRejectionNamesNoValue() throws Exception {
    var secret = "/somewhere/of/the/users/";
    for (var name : List.of("torrc", "transport.x", "binary")) {
      assertThat(rejected(Map.of(name, secret + "\n"))).hasMessageNotContaining(secret);
    }
    assertThat(read(Map.of("mode", "attach", "control.password", "sesame")).toString())
        .doesNotContain("sesame");
  }

  private TorSettings read(Map<String, String> settings) throws ConfigRejected {
    var config = NetworkConfig.at(directory);
    for (var setting : settings.entrySet()) {
      config = config.with(setting.getKey(), setting.getValue());
    }
    return TorSettings.of(config);
  }

  private ConfigRejected rejected(Map<String, String> settings) {
    var thrown = catchThrowableOfType(ConfigRejected.class, () -> read(settings));
    assertThat(thrown).as(settings.toString()).isNotNull();
    return thrown;
  }
}
