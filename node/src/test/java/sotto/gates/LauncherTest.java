package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `./sotto` finds a JDK, builds when it must, and passes everything else on.
@Timeout(60)
class LauncherTest {

  private final LauncherTree launcher;
  private final Path tree;

  LauncherTest(@TempDir Path tree) throws IOException {
    this.tree = tree;
    launcher = new LauncherTree(tree);
  }

  @Test
  void argumentsAndTheExitCodeArePassedOn() throws Exception {
    var run = launcher.run(Map.of("FAKE_EXIT", "8"), "status", "--json", "two words", "*", "");

    assertThat(run.exit()).isEqualTo(8);
    assertThat(run.out())
        .endsWith("arg:sotto.node.Main\narg:status\narg:--json\narg:two words\narg:*\narg:\n");
  }

  @Test
  void theFirstUseBuildsAndShowsOneLineForEachModule() throws Exception {
    var run = launcher.run(Map.of(), "help");

    assertThat(run.err()).contains("sotto: [1/2] Sotto SPI\n").doesNotContain("[INFO]");
    assertThat(run.out()).startsWith("arg:--enable-native-access=ALL-UNNAMED\n");
    assertThat(launcher.calls()).singleElement().asString().contains("-pl node,backend-x package");
  }

  @Test
  void aSecondUseDoesNotBuild() throws Exception {
    launcher.run(Map.of(), "help");
    var run = launcher.run(Map.of(), "help");

    assertThat(run.err()).isEmpty();
    assertThat(launcher.calls()).hasSize(1);
  }

  @Test
  void aSourceThatIsNewerThanTheBuildIsBuilt() throws Exception {
    launcher.run(Map.of(), "help");
    LauncherTree.touch(tree.resolve("spi/src/main/java/A.java"));

    launcher.run(Map.of(), "help");

    assertThat(launcher.calls()).hasSize(2);
  }

  @Test
  void aBuildThatFailsSaysWhyAndRunsNothing() throws Exception {
    var run = launcher.run(Map.of("FAKE_BUILD", "1"), "help");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("[ERROR] a reason").endsWith("see target/build.log.\n");
    assertThat(run.out()).isEmpty();
    assertThat(tree.resolve("target/build.lock")).doesNotExist();
  }

  @Test
  void aLockWhoseOwnerDiedIsTaken() throws Exception {
    Files.createDirectories(tree.resolve("target/build.lock"));
    Files.writeString(tree.resolve("target/build.lock/pid"), "99999999\n");

    assertThat(launcher.run(Map.of(), "help").exit()).isZero();
  }

  @Test
  void theBackendsOfTheTreeAndTheUsersAreOnTheClassPath() throws Exception {
    assertThat(launcher.run(Map.of(), "help").out())
        .contains("/backends/*:", "/backend-x/target/sotto-backend-x-1.jar\n");
  }

  @Test
  void anotherDirectoryOfBackendsReplacesThem() throws Exception {
    assertThat(launcher.run(Map.of("SOTTO_BACKENDS", "mine"), "help").out())
        .contains(":mine/*\n")
        .doesNotContain("backend-x");
  }

  @Test
  void thePrivateNetworksAreBuiltAndOnTheClassPathWhereTheyAre() throws Exception {
    Files.createDirectories(tree.resolve("testnet/target"));
    Files.writeString(tree.resolve("testnet/pom.xml"), "<project/>");
    Files.writeString(tree.resolve("testnet/target/sotto-testnet-1.jar"), "");

    var run = launcher.run(Map.of("SOTTO_BACKENDS", "mine"), "testnet", "tor", "--clients", "1");

    assertThat(launcher.calls())
        .singleElement()
        .asString()
        .contains("-pl node,backend-x,testnet package");
    assertThat(run.out())
        .contains(":mine/*:", "/testnet/target/sotto-testnet-1.jar\n")
        .endsWith("arg:sotto.testnet.Main\narg:tor\narg:--clients\narg:1\n");
  }

  @Test
  void noJdkIsSaidWithWhatToInstall() throws Exception {
    var run = launcher.run(Map.of("SOTTO_JDK_PLACES", tree + "/nowhere"), "help");

    assertThat(run.exit()).isEqualTo(10);
    assertThat(run.err()).contains("no JDK 25 or newer", "What to do: install one");
  }

  @Test
  void anEmptyPathIsNoReasonNotToSayIt() throws Exception {
    var run = launcher.run(Map.of("SOTTO_JDK_PLACES", tree + "/nowhere", "PATH", ""), "help");

    assertThat(run.exit()).isEqualTo(10);
    assertThat(run.err()).contains("no JDK 25 or newer").doesNotContain("command not found");
  }

  @Test
  void anOldJdkIsNotEnough() throws Exception {
    Files.writeString(launcher.jdk.resolve("release"), "JAVA_VERSION=\"21.0.9\"\n");

    assertThat(launcher.run(Map.of(), "help").err()).contains("no JDK 25 or newer");
    assertThat(launcher.run(Map.of("SOTTO_JAVA_HOME", launcher.jdk.toString()), "help").err())
        .contains("SOTTO_JAVA_HOME is not a JDK 25");
  }

  @Test
  void aMavenThatIsTooOldGivesWayToTheWrapper() throws Exception {
    LauncherTree.script(tree.resolve("mvnw"), LauncherTree.FAKE_MAVEN + "echo wrapper >> calls\n");
    Files.writeString(
        tree.resolve("mvnw"),
        LauncherTree.FAKE_MAVEN.replace("exit \"${", "echo wrapper >> calls\nexit \"${"));

    launcher.run(Map.of("FAKE_MAVEN", "3.8.6"), "help");

    assertThat(launcher.calls()).contains("wrapper");
  }
}
