package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing leaves loopback, by the kernel's own account: the demo runs under `strace`, which sees
/// every system call of every node.
class TraceTest {

  private static final Pattern REACHES = Pattern.compile("\\b(connect|bind|sendto|sendm?msg)\\(");
  private static final Pattern FAMILY = Pattern.compile("sa_family=(AF_[A-Z0-9]+)");
  private static final Pattern HERE =
      Pattern.compile(
          "inet_addr\\(\"127\\.[0-9.]+\"\\)|inet_pton\\(AF_INET6, \"(::1|::ffff:127\\.[0-9.]+)\"");

  @TempDir Path directory;

  @Test
  @Timeout(300)
  void aWorldOfNodesTalksToThisMachineOnlyAndAsksNoNameServer() throws Exception {
    var strace = Part.program("strace");
    var trace = directory.resolve("trace");
    var output = directory.resolve("output");
    var process =
        new ProcessBuilder(
                strace.toString(),
                "-f",
                "-qq",
                "-e",
                "trace=network",
                "-o",
                trace.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "sotto.node.Main",
                "demo",
                "--nodes",
                "3")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();

    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    var lines = Files.readAllLines(trace);
    assertThat(lines).filteredOn(TraceTest::leaves).isEmpty();
    // The trace was a trace: nodes did dial each other.
    assertThat(lines).anyMatch(line -> line.contains("connect(") && HERE.matcher(line).find());
    assertThat(lines).anyMatch(line -> line.contains("bind(") && HERE.matcher(line).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7 connect(5, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"127.0.0.53\")},",
        "7 connect(5, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"192.0.2.1\")},",
        "7 bind(5, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr(\"0.0.0.0\")}, 16) ="
            + " 0",
        "7 bind(5, {sa_family=AF_INET6, sin6_port=htons(0), inet_pton(AF_INET6, \"::\", &x)}, 28) ="
            + " 0",
        "7 sendto(5, \"x\", 1, 0, {sa_family=AF_INET, sin_port=htons(9),"
            + " sin_addr=inet_addr(\"192.0.2.1\")}",
        "7 sendmmsg(5, [{msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=x}}}],"
            + " 2",
        "7 connect(5, {sa_family=AF_INET6, inet_pton(AF_INET6, \"2001:db8::1\", &sin6_addr)}, 28",
        "7 bind(5, {sa_family=AF_PACKET, sll_ifindex=2}, 20) = 0",
      })
  void aPlantedPacketIsSeen(String line) {
    assertThat(leaves(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7 connect(5, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")},"
            + " 16",
        "7 bind(5, {sa_family=AF_INET6, inet_pton(AF_INET6, \"::ffff:127.0.0.1\", &x)}, 28) = 0",
        "7 connect(5, {sa_family=AF_UNIX, sun_path=\"control.sock\"}, 110) = 0",
        "7 bind(5, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 0",
        "7 sendto(5, \"x\", 1, 0, NULL, 0) = 1",
        "7 connect(5, {sa_family=AF_UNSPEC}, 16) = 0",
        "7 getsockname(5, {sa_family=AF_INET, sin_addr=inet_addr(\"0.0.0.0\")}, [16]) = 0",
      })
  void whatStaysIsNotSeenAsLeaving(String line) {
    assertThat(leaves(line)).isFalse();
  }

  private static boolean leaves(String line) {
    if (!REACHES.matcher(line).find()) {
      return false;
    }
    if (line.contains("port=htons(53)")) {
      return true;
    }
    var family = FAMILY.matcher(line);
    // Netlink asks the kernel about its own interfaces; unspecified dissolves a socket's address.
    return family.find()
        && !List.of("AF_UNIX", "AF_NETLINK", "AF_UNSPEC").contains(family.group(1))
        && !HERE.matcher(line).find();
  }
}
