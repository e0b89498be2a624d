package sotto.testnet.i2p;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.testnet.ChildJvm;
import sotto.testnet.Part;
import sotto.testnet.Processes;
import sotto.testnet.keep.Deadline;

/// A network ends with the process that started it, also when that is killed with SIGKILL.
@Timeout(180)
class KilledTest {

  private static final Duration GONE_MAX = Duration.ofSeconds(60);

  /// A namespace of the test's own, so that what has none of the network's cannot reach out.
  static final List<String> WITHIN =
      "root".equals(System.getProperty("user.name"))
          ? List.of(
              "unshare",
              "-n",
              "sh",
              "-c",
              "ip link set lo up; ip address add 10.99.99.99/32 dev lo; exec \"$@\"",
              "sh")
          : List.of();

  @BeforeEach
  void i2p() {
    Part.leaveOutOnRequest("i2p");
  }

  @Test
  void nothingOutlivesAProcessThatIsKilled() throws Exception {
    endsWith(ChildJvm.start(Owner.class.getName(), "isolated"));
  }

  @Test
  void nothingOutlivesItWithoutANamespaceEither() throws Exception {
    endsWith(ChildJvm.start(WITHIN, Owner.class.getName(), "open"));
  }

  private static void endsWith(Process owner) throws Exception {
    try (var out = new BufferedReader(new InputStreamReader(owner.getInputStream(), UTF_8))) {
      var directory = Path.of(out.readLine());
      var ids = Files.readAllLines(directory.resolve("pids"));
      assertThat(ids).hasSize(1).allMatch(id -> Processes.runs(Long.parseLong(id)));

      owner.destroyForcibly().waitFor();

      var gone =
          Deadline.in(GONE_MAX)
              .await(
                  () ->
                      ids.stream().noneMatch(id -> Processes.runs(Long.parseLong(id)))
                          && Files.notExists(directory));
      assertThat(gone).as("all processes ended and the directory is gone").isTrue();
    } finally {
      owner.destroyForcibly();
    }
  }

  /// Starts a network, says where it is, and waits for the end.
  static final class Owner {

    private Owner() {}

    public static void main(String... arguments) throws Exception {
      var isolate = arguments[0].equals("isolated");
      var options = I2pTestnet.Options.ordinary().hops(1).routers(2).isolate(isolate);
      var network = I2pTestnet.start(options);
      IO.println(network.directory());
      Thread.currentThread().join();
    }
  }
}
