package sotto.backend.tor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.Endpoint;
import sotto.backend.tor.control.TorProgram;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// A tor that is somebody else's.
@Timeout(60)
class AttachedTorTest {

  @TempDir Path directory;

  @Test
  void itIsUsedAndNeverStopped() throws Exception {
    // A daemon of ours plays the one that runs already.
    try (var other = other();
        var running = other.connect(_ -> {})) {
      var config =
          NetworkConfig.at(directory.resolve("network"))
              .with("mode", "attach")
              .with("control", ((Endpoint.Unix) control(other)).form());
      try (var daemon = Daemon.of(TorSettings.of(config), config);
          var control = daemon.connect(_ -> {})) {
        assertThat(daemon.owned()).isFalse();
        assertThat(daemon.alive()).isTrue();
        assertThat(daemon.reaches(control)).isTrue();
        var rejected = catchThrowableOfType(ConfigRejected.class, () -> daemon.socks(control));
        assertThat(rejected.setting()).isEqualTo("socks");
        assertThat(daemon.connect(_ -> {}).alive()).isTrue();
        assertThat(control.alive()).isFalse();
      }
      assertThat(running.info("version")).isPresent();
    }
  }

  @Test
  void whereNoneRunsTheRemedyIsNamed() throws Exception {
    var config =
        NetworkConfig.at(directory.resolve("network"))
            .with("mode", "attach")
            .with("control", "unix:" + directory.resolve("nowhere"))
            .with("socks", "127.0.0.1:9050");
    try (var daemon = Daemon.of(TorSettings.of(config), config)) {
      var down = catchThrowableOfType(NetworkDown.class, () -> daemon.connect(_ -> {}));

      assertThat(down.reason()).isEqualTo(Reason.NO_DAEMON);
      assertThat(daemon.alive()).isFalse();
    }
  }

  private Daemon other() throws Exception {
    TorProgram.path();
    var torrc = java.nio.file.Files.writeString(directory.resolve("torrc"), "DisableNetwork 1\n");
    var config = NetworkConfig.at(directory.resolve("other")).with("torrc", torrc.toString());
    return Daemon.of(TorSettings.of(config), config);
  }

  private static Endpoint control(Daemon daemon) {
    return new Endpoint.Unix(daemon.sockets().resolve("control"));
  }
}
