package sotto.gates;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A tree for the launcher to run in, where the JDK, Maven and Debian's tools are fakes that write
/// down how they were called.
final class LauncherTree {

  static final String FAKE_JDK =
      """
      #!/bin/bash
      printf 'arg:%s\\n' "$@"
      exit "${FAKE_EXIT:-0}"
      """;

  /// Answers `--version`, and builds what the launcher looks for.
  static final String FAKE_MAVEN =
      """
      #!/bin/bash
      if [ "$1" = --version ]; then
        echo "Apache Maven ${FAKE_MAVEN:-3.9.9} (x)"
        echo "Java version: 17.0.1, vendor: x"
        exit 0
      fi
      echo "$*" >> calls
      echo "[INFO] Building Sotto SPI 0.1.0-SNAPSHOT                        [1/2]"
      echo "[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 1"
      echo "[ERROR] a reason"
      mkdir -p node/target/dist/lib && touch node/target/dist/lib/sotto-node-1.jar
      exit "${FAKE_BUILD:-0}"
      """;

  final Path tree;

  final Path bin;
  final Path jdk;

  record Run(int exit, String out, String err) {}

  LauncherTree(Path tree) throws IOException {
    this.tree = tree;
    bin = Files.createDirectories(tree.resolve("bin"));
    jdk = Files.createDirectories(tree.resolve("jdks/twenty-five"));
    Files.copy(Tree.ROOT.resolve("sotto"), tree.resolve("sotto"));
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    Files.createDirectories(tree.resolve("spi/src/main/java"));
    Files.writeString(tree.resolve("spi/src/main/java/A.java"), "class A {}");
    Files.createDirectories(tree.resolve("backend-x/target"));
    Files.writeString(tree.resolve("backend-x/pom.xml"), "<project/>");
    Files.writeString(tree.resolve("backend-x/target/sotto-backend-x-1.jar"), "");
    script(jdk.resolve("bin/java"), FAKE_JDK);
    script(jdk.resolve("bin/javac"), FAKE_JDK);
    Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.3\"\n");
    script(bin.resolve("mvn"), FAKE_MAVEN);
    for (var tool :
        List.of(
            "cat",
            "find",
            "grep",
            "head",
            "id",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sh",
            "sleep",
            "tee",
            "touch",
            "uname",
            "chmod",
            "env")) {
      script(bin.resolve(tool), "#!/bin/bash\nexec " + which(tool) + " \"$@\"\n");
    }
  }

  void asRoot() throws IOException {
    script(bin.resolve("id"), "#!/bin/bash\necho 0\n");
  }

  /// Puts there what `./sotto verify` would install.
  void withTools() throws IOException {
    script(bin.resolve("strace"), FAKE_JDK);
    script(bin.resolve("curl"), FAKE_JDK);
    script(bin.resolve("tor"), FAKE_JDK);
    script(bin.resolve("i2pd"), FAKE_JDK);
    script(bin.resolve(Browser.PROGRAM), FAKE_JDK);
  }

  Path policy() {
    return tree.resolve("policy-rc.d");
  }

  List<String> calls() throws IOException {
    return Files.readAllLines(tree.resolve("calls"));
  }

  Run run(Map<String, String> environment, String... arguments) throws Exception {
    var words = new ArrayList<>(List.of("/bin/bash", tree.resolve("sotto").toString()));
    words.addAll(List.of(arguments));
    var out = Files.createTempFile(tree, "out", "");
    var err = Files.createTempFile(tree, "err", "");
    var builder = new ProcessBuilder(words).directory(tree.toFile());
    var all = builder.environment();
    all.clear();
    all.put("PATH", bin.toString());
    all.put("SOTTO_JDK_PLACES", tree.resolve("jdks").toString());
    all.put("SOTTO_POLICY_RC_D", policy().toString());
    all.putAll(environment);
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new Run(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
  }

  static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.deleteIfExists(file);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
  }

  private static Path which(String tool) {
    var usr = Path.of("/usr/bin", tool);
    return Files.exists(usr) ? usr : Path.of("/bin", tool);
  }
}
