package sotto.backend.loopback.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.loopback.LoopbackProvider;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// A registry that cannot be written: whose fault it is, and what to do.
@Timeout(60)
class UnwritableTest {

  private final LoopbackProvider provider = new LoopbackProvider();
  @TempDir Path files;

  @Test
  void aRegistryBehindAFileIsNamed() throws Exception {
    var file = Files.createFile(files.resolve("file"));

    assertRegistryRejected(file.resolve("registry"));
    assertRegistryRejected(file);
  }

  @Test
  void aRegistryWhereNobodyMayWriteIsNamed() {
    // Not even root, on Linux; elsewhere there is no such directory, and nobody but root makes it.
    assertRegistryRejected(Path.of("/proc/self/registry"));
  }

  @Test
  void aNetworkThatWasRefusedItsRegistryHoldsNothing() throws Exception {
    assertRegistryRejected(Files.createFile(files.resolve("file")));

    provider.open(config("registry")).close();
  }

  @Test
  void aRegistryThatIsGoneLaterIsOurNetworkBeingDown() throws Exception {
    var registry = files.resolve("registry");
    try (var network = provider.open(config("registry"))) {
      Files.move(registry, files.resolve("elsewhere"));
      Files.createFile(registry);

      assertThatThrownBy(() -> network.listen(provider.addresses().newKey(new SecureRandom())))
          .isInstanceOfSatisfying(
              NetworkDown.class,
              e -> {
                assertThat(e.reason()).isEqualTo(Reason.NO_DAEMON);
                assertThat(e).hasMessageContaining("What to do: make it writable and free space");
              });
    }
  }

  @Test
  void aDiskThatIsFullWhenOpeningIsTold() throws Exception {
    var said = onADiskThatIsFull("opening");

    assertThat(said).startsWith("ConfigRejected").contains("What to do: ", "free space");
    assertNoDrafts();
  }

  @Test
  void aDiskThatIsFullWhenListeningIsTold() throws Exception {
    var said = onADiskThatIsFull("listening");

    assertThat(said).startsWith("NetworkDown").contains("What to do: ", "free space");
    assertNoDrafts();
  }

  private void assertNoDrafts() throws IOException {
    try (var left = Files.walk(files)) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith(".draft"));
    }
  }

  /// Opens and listens in another process, which from some moment on can write no byte to any file,
  /// and returns what it says.
  private String onADiskThatIsFull(String when) throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                UnwritableTest.class.getName(),
                files.resolve("node").toString(),
                files.resolve("registry").toString())
            .redirectErrorStream(true)
            .start();
    try (var said = process.inputReader(UTF_8);
        var answers = process.outputWriter(UTF_8)) {
      var question = said.readLine();
      while (!question.equals(when)) {
        answers.write("go on\n");
        answers.flush();
        question = said.readLine();
      }
      var limit = new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=0").start();
      assertThat(limit.waitFor()).isZero();
      answers.write("go on\n");
      answers.flush();
      return said.readLine();
    } finally {
      process.destroyForcibly();
    }
  }

  /// Runs in the other process, and waits before each step.
  public static void main(String[] args) throws Exception {
    var provider = new LoopbackProvider();
    var config = NetworkConfig.at(Path.of(args[0])).with(Registry.SETTING, args[1]);
    try {
      step("opening");
      var network = provider.open(config);
      step("listening");
      network.listen(provider.addresses().newKey(new SecureRandom()));
      step("no error");
    } catch (NetworkException e) {
      step(e.getClass().getSimpleName() + " " + e.getMessage());
    }
  }

  private static void step(String said) throws IOException {
    System.out.println(said);
    System.out.flush();
    while (System.in.read() != '\n') {
      // Until the parent says so.
    }
  }

  private void assertRegistryRejected(Path registry) {
    assertThatThrownBy(
            () ->
                provider.open(
                    NetworkConfig.at(files.resolve("node"))
                        .with(Registry.SETTING, registry.toString())))
        .isInstanceOfSatisfying(
            ConfigRejected.class,
            e -> {
              assertThat(e.setting()).isEqualTo(Registry.SETTING);
              assertThat(e).hasMessageContaining("What to do: ");
              assertThat(e.getMessage()).doesNotContain(files.toString());
            });
  }

  private NetworkConfig config(String registry) {
    return NetworkConfig.at(files.resolve("node"))
        .with(Registry.SETTING, files.resolve(registry).toString());
  }
}
