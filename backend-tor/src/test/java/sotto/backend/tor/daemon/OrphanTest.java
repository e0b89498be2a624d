package sotto.backend.tor.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.TorProgram;
import sotto.spi.NetworkConfig;

/// No tor of ours outlives the process, whatever becomes of that.
@Timeout(120)
class OrphanTest {

  @TempDir Path directory;

  @Test
  void aTorOfOursDoesNotOutliveAProcessThatIsKilled() throws Exception {
    TorProgram.path();
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OrphanTest.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = child.inputReader()) {
      var tor = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      assertThat(tor.isAlive()).isTrue();

      child.destroyForcibly().waitFor();

      // Tor looks for its owner every 15 seconds; it may not need to look.
      tor.onExit().get(10, TimeUnit.SECONDS);
      assertThat(tor.isAlive()).isFalse();
    } finally {
      child.destroyForcibly();
    }
  }

  /// Has a tor, says which, and waits to be killed.
  public static void main(String[] arguments) throws Exception {
    var directory = Path.of(arguments[0]);
    var torrc = Files.writeString(directory.resolve("torrc"), "DisableNetwork 1\n");
    var config = NetworkConfig.at(directory.resolve("network")).with("torrc", torrc.toString());
    var daemon = Daemon.of(TorSettings.of(config), config);
    var control = daemon.connect(_ -> {});
    IO.println(control.info("process/pid").orElseThrow());
    Thread.currentThread().join();
  }
}
