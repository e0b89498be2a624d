package sotto.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The backend of `docs/writing-a-backend.md`, built and run as a stranger does: outside the
/// reactor, from its sources, against our jars.
@Timeout(300)
class WritingABackendTest {

  private static final Path SOURCES =
      Path.of(System.getProperty("sotto.root"), "docs/writing-a-backend/src");

  @TempDir Path directory;

  @Test
  void theBackendOfTheGuideCompilesWithoutWarningsAndIsConformant() throws Exception {
    var jar = jar(compiled());

    var run = conformance("--backend", jar.toString(), "--report", directory.toString());

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output()).contains("0 failed").contains("unix is conformant");
    assertThat(directory.resolve("report.html")).isRegularFile();
  }

  @Test
  void theGuideNamesEveryFileThereIs() throws IOException {
    var guide = Files.readString(SOURCES.resolveSibling("../writing-a-backend.md"));

    try (var files = Files.list(SOURCES.resolve("example/unix"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".java", "")))
          .allSatisfy(name -> assertThat(guide).contains("`" + name));
    }
  }

  private Path compiled() throws IOException {
    var classes = directory.resolve("classes");
    var compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null);
        var sources = Files.list(SOURCES.resolve("example/unix"))) {
      var options = List.of("-Xlint:all", "-Werror", "-proc:none", "-d", classes.toString());
      var units = files.getJavaFileObjectsFromPaths(sources.toList());
      assertThat(compiler.getTask(said, files, null, options, null, units).call())
          .as(said.toString())
          .isTrue();
    }
    return classes;
  }

  private Path jar(Path classes) throws Exception {
    var jar = directory.resolve("unix.jar");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jar").toString(),
                "--create",
                "--file",
                jar.toString(),
                "-C",
                classes.toString(),
                ".",
                "-C",
                SOURCES.toString(),
                "META-INF")
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return jar;
  }

  /// In a process of its own, because a stranger's would be, and no other test's threads disturb
  /// it.
  private Run conformance(String... arguments) throws Exception {
    var output = directory.resolve("output.txt");
    var command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "sotto.tck.Conformance"),
                Stream.of(arguments))
            .toList();
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Run(process.waitFor(), Files.readString(output));
  }

  private record Run(int code, String output) {}
}
