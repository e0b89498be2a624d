package sotto.backend.tor.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.TorProgram;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// Tors that come in jars; see `docs/tor-binary-jar.md`.
@Timeout(120)
class BundleTest {

  private static final String BASE =
      "META-INF/sotto/tor/"
          + Bundles.platform(System.getProperty("os.name"), System.getProperty("os.arch"))
          + "/";

  @TempDir Path directory;

  @Test
  void aJarOfTheMachinesTorIsUnpackedVerifiedAndRun() throws Exception {
    var tor = Files.readAllBytes(TorProgram.path());
    var jar = jar("tor.jar", listed(Map.of("tor", tor)));

    with(
        jar,
        () -> {
          var offline = Files.writeString(directory.resolve("torrc"), "DisableNetwork 1\n");
          var config = config().with("mode", "bundled").with("torrc", offline.toString());
          try (var daemon = Daemon.of(TorSettings.of(config), config);
              var control = daemon.connect(_ -> {})) {
            assertThat(control.version().supported()).isTrue();
            assertThat(control.conf("DisableNetwork")).containsExactly("1");
          }
          return null;
        });
    assertThat(programs())
        .singleElement()
        .satisfies(file -> assertThat(file).hasBinaryContent(tor));
  }

  @Test
  void aFileThatIsNotAsListedIsATypedErrorWithARemedy() throws Exception {
    var entries = listed(Map.of("tor", script("0.4.9.1")));
    entries.put(BASE + "tor", script("0.4.9.2"));

    assertThat(refused(jar("bad.jar", entries)))
        .contains("does not have the hash that is listed")
        .contains("get the jar again");
    assertThat(programs()).isEmpty();
  }

  @Test
  void aListThatMakesNoSenseIsATypedError() throws Exception {
    assertThat(refused(jar("a.jar", Map.of(BASE + "SHA256SUMS", "hello".getBytes(US_ASCII)))))
        .contains("damaged");
    var outside = "0".repeat(64) + "  ../../tor\n";
    assertThat(refused(jar("b.jar", Map.of(BASE + "SHA256SUMS", outside.getBytes(US_ASCII)))))
        .contains("damaged");
    var absent = "0".repeat(64) + "  tor\n";
    assertThat(refused(jar("c.jar", Map.of(BASE + "SHA256SUMS", absent.getBytes(US_ASCII)))))
        .contains("What to do");
  }

  @Test
  void whatWasUnpackedAndDiffersIsUnpackedAgain() throws Exception {
    var jar = jar("tor.jar", listed(Map.of("tor", script("0.4.9.1"), "libx.so.1", new byte[9])));

    with(
        jar,
        () -> {
          assertThat(survey("").choose().binary().version()).hasToString("0.4.9.1");
          var program = programs().getFirst();
          Files.write(program, script("0.4.9.99"));
          assertThat(survey("").choose().binary().version()).hasToString("0.4.9.1");
          assertThat(survey("").choose().binary().libraries()).containsExactly(program.getParent());
          return null;
        });
  }

  @Test
  void aProgramThatWasExchangedAfterTheChoiceIsNotRun() throws Exception {
    var jar = jar("tor.jar", listed(Map.of("tor", script("0.4.9.1"))));

    with(
        jar,
        () -> {
          var config = config().with("mode", "bundled");
          try (var daemon = Daemon.of(TorSettings.of(config), config)) {
            var told = directory.resolve("told");
            Files.writeString(programs().getFirst(), "#!/bin/sh\necho x > " + told + "\n");

            assertThat(catchThrowableOfType(NetworkDown.class, () -> daemon.connect(_ -> {})))
                .isNotNull();
            assertThat(told).doesNotExist();
          }
          return null;
        });
  }

  @Test
  void anOldOneIsRefusedUnlessBundledIsAskedFor() throws Exception {
    // The layout of org.briarproject:tor-linux, whose tor is 0.4.7.13.
    var lone = BASE.replaceFirst(".*-", "") + "tor";
    var jar = jar("tor-linux.jar", Map.of(lone, script("0.4.7.13")));

    with(
        jar,
        () -> {
          var down = catchThrowableOfType(NetworkDown.class, () -> survey("").choose());
          assertThat(down.reason()).isEqualTo(Reason.VERSION);
          assertThat(down)
              .hasMessageContaining("bundled: tor 0.4.7.13: past its support")
              .hasMessageContaining("mode=bundled")
              .hasMessageContaining("apt-get install tor");
          var named = config().with("mode", "bundled");
          var survey = Survey.of(TorSettings.of(named), "", bundles(), Programs.THREADS);
          assertThat(survey.choose().old()).isTrue();
          return null;
        });
  }

  @Test
  void withoutAChoiceTheNewestSupportedIsTaken() throws Exception {
    var jar = jar("tor.jar", listed(Map.of("tor", script("0.4.9.1"))));
    Programs.tor(directory.resolve("path/tor"), "0.4.8.99", "");
    Programs.tor(directory.resolve("newer/tor"), "99.0.0.1", "");

    with(
        jar,
        () -> {
          assertThat(survey(directory.resolve("newer").toString()).choose().bundle()).isEmpty();
          assertThat(survey("").choose().bundle()).isPresent();
          return null;
        });
  }

  @Test
  void machinesHaveOneNameEach() {
    assertThat(Bundles.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
    assertThat(Bundles.platform("Mac OS X", "aarch64")).isEqualTo("macos-aarch64");
    assertThat(Bundles.platform("Windows 11", "amd64")).isEqualTo("windows-x86_64");
  }

  private String refused(Path jar) throws Exception {
    return with(
        jar,
        () -> {
          var config = config().with("mode", "bundled");
          var down =
              catchThrowableOfType(
                  NetworkDown.class, () -> Daemon.of(TorSettings.of(config), config));
          assertThat(down.reason()).isEqualTo(Reason.VERSION);
          return String.valueOf(down.getMessage());
        });
  }

  private Survey survey(String path) throws Exception {
    return Survey.of(TorSettings.of(config()), path, bundles(), Programs.THREADS);
  }

  private NetworkConfig config() {
    return NetworkConfig.at(directory.resolve("network"));
  }

  private Path bundles() {
    return directory.resolve("network/tor/bundle");
  }

  private java.util.List<Path> programs() throws IOException {
    if (!Files.exists(bundles())) {
      return java.util.List.of();
    }
    try (var files = Files.walk(bundles())) {
      return files.filter(file -> file.endsWith("tor") && Files.isRegularFile(file)).toList();
    }
  }

  /// Runs with a jar on the class path of this thread, as a program that loads plug-ins has it.
  private static <T> T with(Path jar, Callable<T> task) throws Exception {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return task.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static byte[] script(String version) {
    return ("#!/bin/sh\necho 'Tor version " + version + ".'\n").getBytes(US_ASCII);
  }

  private static Map<String, byte[]> listed(Map<String, byte[]> files) throws Exception {
    var sha = MessageDigest.getInstance("SHA-256");
    var entries = new LinkedHashMap<String, byte[]>();
    files.forEach((name, bytes) -> entries.put(BASE + name, bytes));
    var list =
        files.entrySet().stream()
            .map(
                file ->
                    HexFormat.of().formatHex(sha.digest(file.getValue())) + "  " + file.getKey())
            .collect(Collectors.joining("\n", "", "\n"));
    entries.put(BASE + "SHA256SUMS", list.getBytes(US_ASCII));
    return entries;
  }

  private Path jar(String name, Map<String, byte[]> entries) throws IOException {
    var file = directory.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return file;
  }
}
