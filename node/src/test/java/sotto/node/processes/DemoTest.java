package sotto.node.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.testnet.Part;

@Timeout(300)
class DemoTest {

  @TempDir Path home;

  @Test
  void theDemoTellsItsStoryAndLeavesNothing() throws Exception {
    try (var demo = demo()) {
      var story = demo.text();

      assertThat(demo.code()).as(story + demo.err()).isZero();
      assertThat(story)
          .contains("n1 listens at loopback:", "has sessions with", "every item is on every node")
          .contains(
              "n3 caught up", "killed with SIGKILL", "acknowledged items are there", "0 lost");
      assertThat(demo.err()).contains("TEST ONLY");
      assertNothingIsLeft(demo);
    }
  }

  @Test
  void theStoryIsTheSameOnAPrivateTorNetwork() throws Exception {
    Part.program("tor");
    var classPath =
        Spawned.path(
            ClassPath.program(),
            ClassPath.suite(),
            ClassPath.loopback(),
            ClassPath.tor(),
            ClassPath.testnet());
    try (var demo = Spawned.start(home, classPath, "demo", "--network", "tor", "--nodes", "3")) {
      var story = demo.text();

      assertThat(demo.code()).as(story + demo.err()).isZero();
      assertThat(story)
          .contains("a private network starts", "n1 listens at tor:", "has sessions with")
          .contains("n3 caught up", "acknowledged items are there", "0 lost");
      assertNothingIsLeft(demo);
    }
  }

  /// Not even where the suite is absent, which would find one.
  @Test
  void aNetworkThatReachesFurtherThanThisMachineIsRefused() throws Exception {
    var classPath = Spawned.path(ClassPath.program(), ClassPath.tor());
    try (var demo = Spawned.start(home, classPath, "demo", "--network", "tor", "--nodes", "3")) {
      assertThat(demo.text()).doesNotContain("listens at");

      assertThat(demo.code()).isEqualTo(2);
      assertThat(demo.err()).contains("private networks only", "sotto-testnet.jar");
    }
  }

  @Test
  void interruptingTheDemoLeavesNothing() throws Exception {
    try (var demo = demo()) {
      var out = demo.process().inputReader(UTF_8);
      var line = out.readLine();
      while (line != null && !line.contains("listens at")) {
        line = out.readLine();
      }
      var children = demo.process().descendants().toList();
      demo.signal("INT");

      assertThat(demo.code()).isEqualTo(130);
      assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
      assertNothingIsLeft(demo);
    }
  }

  private Spawned demo() throws Exception {
    var classPath = Spawned.path(ClassPath.program(), ClassPath.loopback());
    return Spawned.start(home, classPath, "demo", "--nodes", "3");
  }

  private void assertNothingIsLeft(Spawned demo) throws Exception {
    assertThat(demo.process().descendants()).isEmpty();
    try (var left = Files.list(home.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }
}
