package sotto.gates;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, run on a tree of its own in which the JDK, Maven and Debian's tools are fakes that
/// write down how they were called.
@Timeout(60)
class LauncherTest {

  private static final String FAKE_JDK =
      """
      #!/bin/bash
      printf 'arg:%s\\n' "$@"
      exit "${FAKE_EXIT:-0}"
      """;

  /// Answers `--version`, and builds what the launcher looks for.
  private static final String FAKE_MAVEN =
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

  @TempDir Path tree;

  private Path bin = Path.of("");
  private Path jdk = Path.of("");

  record Run(int exit, String out, String err) {}

  @BeforeEach
  void plant() throws IOException {
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

  @Test
  void argumentsAndTheExitCodeArePassedOn() throws Exception {
    var run = run(Map.of("FAKE_EXIT", "8"), "status", "--json", "two words", "*", "");

    assertThat(run.exit()).isEqualTo(8);
    assertThat(run.out())
        .endsWith("arg:sotto.node.Main\narg:status\narg:--json\narg:two words\narg:*\narg:\n");
  }

  @Test
  void theFirstUseBuildsAndShowsOneLineForEachModule() throws Exception {
    var run = run(Map.of(), "help");

    assertThat(run.err()).contains("sotto: [1/2] Sotto SPI\n").doesNotContain("[INFO]");
    assertThat(run.out()).startsWith("arg:--enable-native-access=ALL-UNNAMED\n");
    assertThat(calls()).singleElement().asString().contains("-pl node,backend-x package");
  }

  @Test
  void aSecondUseDoesNotBuild() throws Exception {
    run(Map.of(), "help");
    var run = run(Map.of(), "help");

    assertThat(run.err()).isEmpty();
    assertThat(calls()).hasSize(1);
  }

  @Test
  void aSourceThatIsNewerThanTheBuildIsBuilt() throws Exception {
    run(Map.of(), "help");
    touch(tree.resolve("spi/src/main/java/A.java"));

    run(Map.of(), "help");

    assertThat(calls()).hasSize(2);
  }

  @Test
  void aBuildThatFailsSaysWhyAndRunsNothing() throws Exception {
    var run = run(Map.of("FAKE_BUILD", "1"), "help");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("[ERROR] a reason").endsWith("see target/build.log.\n");
    assertThat(run.out()).isEmpty();
    assertThat(tree.resolve("target/build.lock")).doesNotExist();
  }

  @Test
  void aLockWhoseOwnerDiedIsTaken() throws Exception {
    Files.createDirectories(tree.resolve("target/build.lock"));
    Files.writeString(tree.resolve("target/build.lock/pid"), "99999999\n");

    assertThat(run(Map.of(), "help").exit()).isZero();
  }

  @Test
  void theBackendsOfTheTreeAndTheUsersAreOnTheClassPath() throws Exception {
    assertThat(run(Map.of(), "help").out())
        .contains("/backends/*:", "/backend-x/target/sotto-backend-x-1.jar\n");
  }

  @Test
  void anotherDirectoryOfBackendsReplacesThem() throws Exception {
    assertThat(run(Map.of("SOTTO_BACKENDS", "mine"), "help").out())
        .contains(":mine/*\n")
        .doesNotContain("backend-x");
  }

  @Test
  void noJdkIsSaidWithWhatToInstall() throws Exception {
    var run = run(Map.of("SOTTO_JDK_PLACES", tree + "/nowhere"), "help");

    assertThat(run.exit()).isEqualTo(10);
    assertThat(run.err()).contains("no JDK 25 or newer", "What to do: install one");
  }

  @Test
  void anEmptyPathIsNoReasonNotToSayIt() throws Exception {
    var run = run(Map.of("SOTTO_JDK_PLACES", tree + "/nowhere", "PATH", ""), "help");

    assertThat(run.exit()).isEqualTo(10);
    assertThat(run.err()).contains("no JDK 25 or newer").doesNotContain("command not found");
  }

  @Test
  void anOldJdkIsNotEnough() throws Exception {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21.0.9\"\n");

    assertThat(run(Map.of(), "help").err()).contains("no JDK 25 or newer");
    assertThat(run(Map.of("SOTTO_JAVA_HOME", jdk.toString()), "help").err())
        .contains("SOTTO_JAVA_HOME is not a JDK 25");
  }

  @Test
  void aMavenThatIsTooOldGivesWayToTheWrapper() throws Exception {
    script(tree.resolve("mvnw"), FAKE_MAVEN + "echo wrapper >> calls\n");
    Files.writeString(
        tree.resolve("mvnw"), FAKE_MAVEN.replace("exit \"${", "echo wrapper >> calls\nexit \"${"));

    run(Map.of("FAKE_MAVEN", "3.8.6"), "help");

    assertThat(calls()).contains("wrapper");
  }

  @Test
  void verifyRunsMavenAndCountsTheTests() throws Exception {
    script(bin.resolve("strace"), FAKE_JDK);

    var run = run(Map.of(), "verify", "-Dx=y");

    assertThat(run.exit()).isZero();
    assertThat(calls()).singleElement().asString().endsWith("verify -Dx=y");
    assertThat(run.out()).contains("sotto: 4 passed, 0 failed, 1 skipped\n");
  }

  @Test
  void verifyFailsWithMaven() throws Exception {
    script(bin.resolve("strace"), FAKE_JDK);

    assertThat(run(Map.of("FAKE_BUILD", "1"), "verify").exit()).isEqualTo(1);
  }

  @Test
  void whatWasLeftOutOnRequestIsRepeatedAtTheEnd() throws Exception {
    var run = run(Map.of(), "verify", "-Dsotto.without=strace,browser");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).endsWith("sotto: LEFT OUT on request: strace,browser\n");
  }

  @Test
  void whatIsMissingIsInstalledAndNoServiceMayStartMeanwhile() throws Exception {
    asRoot();
    script(
        bin.resolve("apt-get"),
        "#!/bin/bash\necho \"apt $*\" >> calls\ncat " + policy() + " >> calls\n");

    var run = run(Map.of(), "verify");

    assertThat(run.exit()).isZero();
    assertThat(calls())
        .startsWith("apt -q install -y --no-install-recommends strace", "#!/bin/sh", "exit 101");
    assertThat(policy()).doesNotExist();
  }

  @Test
  void aPolicyThatWasThereIsThereAgain() throws Exception {
    asRoot();
    Files.writeString(policy(), "mine\n");
    script(bin.resolve("apt-get"), "#!/bin/bash\nexit 1\n");

    var run = run(Map.of(), "verify");

    assertThat(run.exit()).isEqualTo(10);
    assertThat(run.err()).endsWith("apt-get update && apt-get install -y strace\n");
    assertThat(policy()).hasContent("mine");
    assertThat(tree.resolve("policy-rc.d.sotto-kept")).doesNotExist();
  }

  @Test
  void whoeverMayNotInstallIsToldWhatToType() throws Exception {
    script(bin.resolve("id"), "#!/bin/bash\necho 1000\n");
    script(bin.resolve("sudo"), "#!/bin/bash\nexit 1\n");
    script(bin.resolve("apt-get"), "#!/bin/bash\necho apt >> calls\n");

    var run = run(Map.of(), "verify");

    assertThat(run.exit()).isEqualTo(10);
    assertThat(run.err()).endsWith("What to type: sudo apt-get install -y strace\n");
    assertThat(tree.resolve("calls")).doesNotExist();
  }

  private void asRoot() throws IOException {
    script(bin.resolve("id"), "#!/bin/bash\necho 0\n");
  }

  private Path policy() {
    return tree.resolve("policy-rc.d");
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(tree.resolve("calls"));
  }

  private Run run(Map<String, String> environment, String... arguments) throws Exception {
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

  private static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
  }

  private static void script(Path file, String text) throws IOException {
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
