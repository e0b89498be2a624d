package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.testnet.SystemCalls;

/// Nothing leaves loopback, by the kernel's own account: the demo runs under `strace`, which sees
/// every system call of every node.
class TraceTest {

  @TempDir Path directory;

  @Test
  @Timeout(300)
  void aWorldOfNodesTalksToThisMachineOnlyAndAsksNoNameServer() throws Exception {
    var trace = directory.resolve("trace");
    var output = directory.resolve("output");
    var process =
        new ProcessBuilder(
                SystemCalls.traced(
                    trace,
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "sotto.node.Main",
                        "demo",
                        "--nodes",
                        "3")))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();

    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    var lines = Files.readAllLines(trace);
    assertThat(lines).filteredOn(SystemCalls::leaves).isEmpty();
    // The trace was a trace: nodes did dial each other.
    assertThat(lines).anyMatch(line -> SystemCalls.stays(line, "connect"));
    assertThat(lines).anyMatch(line -> SystemCalls.stays(line, "bind"));
  }
}
