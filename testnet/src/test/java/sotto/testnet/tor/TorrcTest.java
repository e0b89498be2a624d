package sotto.testnet.tor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No tor is started that is not bound to a private network.
class TorrcTest {

  private static final String AUTHORITY =
      "DirAuthority a orport=7 v3ident=%s 127.0.0.1:8 %s".formatted("A".repeat(40), "B".repeat(40));

  private static final String GOOD = Torrc.member(AUTHORITY);

  @Test
  void aMemberOfAPrivateNetworkIsStarted() {
    assertThatCode(() -> Torrc.check(GOOD + "SocksPort 0\n")).doesNotThrowAnyException();
  }

  @Test
  void aTorWithoutAPrivateAuthorityIsNot(@TempDir Path directory) {
    var ground = new Daemon.Ground(directory, Path.of("tor"), List.of());

    assertThatThrownBy(() -> new Daemon(ground, "stray", "SocksPort 0\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DirAuthority");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirAuthority ", "UseDefaultFallbackDirs 0", "TestingTorNetwork 1"})
  void nothingThatBindsItMayBeMissing(String line) {
    assertThatThrownBy(() -> Torrc.check(GOOD.replaceFirst(line, "# ")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DirAuthority b orport=7 v3ident=0000000000000000000000000000000000000000 192.0.2.1:8 x",
        "dirauthority b 127.0.0.1:8 ABCD",
        "+DirAuthority moria1 192.0.2.1:8",
        "Bridge 192.0.2.1:443",
        "FallbackDir 192.0.2.1:80",
        "AlternateDirAuthority c 192.0.2.1:8 x",
        "Socks5Proxy 192.0.2.1:1080",
      })
  void anotherWayOutIsRefused(String line) {
    assertThatThrownBy(() -> Torrc.check(GOOD + "  " + line + "\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatNamesSomebodyIsTakenOutOfALogLine() {
    var onion = "abcdefghijklmnopqrstuvwxyz234567".repeat(2).substring(0, 56);

    assertThat(Redaction.of("for " + onion + ".onion by $" + "0123456789".repeat(4) + " at 9"))
        .isEqualTo("for ….onion by … at 9");
  }
}
