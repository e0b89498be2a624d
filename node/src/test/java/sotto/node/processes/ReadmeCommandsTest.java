package sotto.node.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What README.md tells a person to type, typed word for word: by the real launcher, which runs the
/// real program from jars in a directory of its own, as one that was unpacked.
@Timeout(300)
class ReadmeCommandsTest {

  private static final Path ROOT = Path.of(System.getProperty("sotto.root"));

  @TempDir static Path directory;

  @BeforeAll
  static void unpack() throws IOException {
    var launcher = Files.copy(ROOT.resolve("sotto"), directory.resolve("sotto"));
    Files.setPosixFilePermissions(launcher, fromString("rwxr-xr-x"));
    var program = ClassPath.program() + File.pathSeparator + ClassPath.suite();
    put(List.of(program.split(File.pathSeparator)), directory.resolve("lib"));
    put(List.of(ClassPath.loopback()), directory.resolve("backends"));
  }

  @Test
  void theDemoTellsItsStory() throws Exception {
    var demo = typed("./sotto demo");

    assertThat(demo.out()).contains("n5 listens at loopback:", "0 lost");
    assertThat(demo.code()).isZero();
  }

  @Test
  void theNetworksThatArePresentAreListed() throws Exception {
    var backends = typed("./sotto backends");

    assertThat(backends.out()).contains("loopback", "TEST ONLY");
    assertThat(backends.code()).isZero();
  }

  @Test
  void theRestIsInTheHelp() throws Exception {
    var help = typed("./sotto help");

    assertThat(help.out()).contains("run", "status", "peers", "flood", "conformance", "doctor");
    assertThat(help.code()).isZero();
  }

  @Test
  void aNodeRunsAndItsStatusIsSeenFromAnotherTerminal() throws Exception {
    var run = start("./sotto run --backend loopback");
    try (var said = run.inputReader(UTF_8)) {
      var line = said.readLine();
      while (line != null && !line.startsWith("listening")) {
        line = said.readLine();
      }
      assertThat(line).isNotNull();

      var status = typed("./sotto status");

      assertThat(status.out()).contains("loopback");
      assertThat(status.code()).isZero();
      new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
      assertThat(run.waitFor()).isEqualTo(130);
    } finally {
      run.destroyForcibly();
    }
  }

  @Test
  void theSuiteSaysThatTheNetworkKeepsItsPromises() throws Exception {
    var suite = typed("./sotto conformance --backend loopback");

    assertThat(suite.out()).contains("loopback is conformant");
    assertThat(suite.code()).as(suite.out()).isZero();
  }

  private record Typed(String out, int code) {}

  private Typed typed(String command) throws Exception {
    var process = start(command);
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Typed(out, process.waitFor());
  }

  private Process start(String command) throws IOException {
    assertThat(Files.readString(ROOT.resolve("README.md"))).contains("\n" + command);
    // A build that runs in the background ignores SIGINT, and so would its children.
    var line = List.of("env", "--default-signal=INT", "bash", "-c", "exec " + command);
    var builder = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SOTTO_"));
    environment.put("SOTTO_JAVA_HOME", System.getProperty("java.home"));
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
    environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    return builder.start();
  }

  private static void put(List<String> parts, Path into) throws IOException {
    Files.createDirectories(into);
    for (var part : parts.stream().distinct().toList()) {
      var jar =
          into.resolve(part.replaceAll("[^A-Za-z0-9.]", "-").replaceAll("(\\.jar)?$", ".jar"));
      if (Files.isDirectory(Path.of(part))) {
        var code =
            ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "-c", "-f", jar.toString(), "-C", part, ".");
        assertThat(code).isZero();
      } else {
        Files.copy(Path.of(part), jar);
      }
    }
  }
}
