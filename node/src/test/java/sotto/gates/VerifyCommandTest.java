package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `./sotto verify` gets what the tests need, where it may, and tells what was tested.
@Timeout(60)
class VerifyCommandTest {

  private final LauncherTree launcher;
  private final Path tree;

  VerifyCommandTest(@TempDir Path tree) throws IOException {
    this.tree = tree;
    launcher = new LauncherTree(tree);
  }

  @Test
  void verifyRunsMavenAndCountsTheTests() throws Exception {
    launcher.withTools();

    var run = launcher.run(Map.of(), "verify", "-Dx=y");

    assertThat(run.exit()).isZero();
    assertThat(launcher.calls()).singleElement().asString().endsWith("verify -Dx=y");
    assertThat(run.out()).contains("sotto: 4 passed, 0 failed, 1 skipped\n");
  }

  @Test
  void verifyFailsWithMaven() throws Exception {
    launcher.withTools();

    assertThat(launcher.run(Map.of("FAKE_BUILD", "1"), "verify").exit()).isEqualTo(1);
  }

  @Test
  void whatWasLeftOutOnRequestIsRepeatedAtTheEnd() throws Exception {
    var run =
        launcher.run(
            Map.of(), "verify", "-Dsotto.without=strace,curl,tor,i2pd,chromium-headless-shell");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .endsWith("sotto: LEFT OUT on request: strace,curl,tor,i2pd,chromium-headless-shell\n");
  }

  @Test
  void whatIsMissingIsInstalledAndNoServiceMayStartMeanwhile() throws Exception {
    launcher.asRoot();
    LauncherTree.script(
        launcher.bin.resolve("apt-get"),
        "#!/bin/bash\necho \"apt $*\" >> calls\ncat " + launcher.policy() + " >> calls\n");

    var run = launcher.run(Map.of(), "verify");

    assertThat(run.exit()).isZero();
    assertThat(launcher.calls())
        .startsWith(
            "apt -q install -y --no-install-recommends strace curl tor i2pd"
                + " chromium-headless-shell",
            "#!/bin/sh",
            "exit 101");
    assertThat(launcher.policy()).doesNotExist();
  }

  @Test
  void theServicesOfInstalledDaemonsDoNotStartWithTheMachine() throws Exception {
    launcher.asRoot();
    LauncherTree.script(launcher.bin.resolve("apt-get"), "#!/bin/bash\n");
    LauncherTree.script(
        launcher.bin.resolve("systemctl"), "#!/bin/bash\necho \"systemctl $*\" >> calls\n");

    launcher.run(Map.of(), "verify");

    assertThat(launcher.calls())
        .startsWith("systemctl disable tor.service", "systemctl disable i2pd.service");
  }

  @Test
  void aPolicyThatWasThereIsThereAgain() throws Exception {
    launcher.asRoot();
    Files.writeString(launcher.policy(), "mine\n");
    LauncherTree.script(launcher.bin.resolve("apt-get"), "#!/bin/bash\nexit 1\n");

    var run = launcher.run(Map.of(), "verify");

    assertThat(run.exit()).isEqualTo(10);
    assertThat(run.err())
        .endsWith(
            "apt-get update && apt-get install -y strace curl tor i2pd chromium-headless-shell\n");
    assertThat(launcher.policy()).hasContent("mine");
    assertThat(tree.resolve("policy-rc.d.sotto-kept")).doesNotExist();
  }

  @Test
  void whoeverMayNotInstallIsToldWhatToType() throws Exception {
    LauncherTree.script(launcher.bin.resolve("id"), "#!/bin/bash\necho 1000\n");
    LauncherTree.script(launcher.bin.resolve("sudo"), "#!/bin/bash\nexit 1\n");
    LauncherTree.script(launcher.bin.resolve("apt-get"), "#!/bin/bash\necho apt >> calls\n");

    var run = launcher.run(Map.of(), "verify");

    assertThat(run.exit()).isEqualTo(10);
    assertThat(run.err())
        .endsWith(
            "What to type: sudo apt-get install -y strace curl tor i2pd chromium-headless-shell\n");
    assertThat(tree.resolve("calls")).doesNotExist();
  }
}
