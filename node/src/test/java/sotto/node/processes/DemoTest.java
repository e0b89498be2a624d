package sotto.node.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    assertThat(storyOn("tor")).contains("n1 listens at tor:");
  }

  @Test
  void theStoryIsTheSameOnAPrivateI2pNetwork() throws Exception {
    Part.leaveOutOnRequest("i2p");
    assertThat(storyOn("i2p")).contains("n1 listens at i2p:");
  }

  /// The first two nodes have a link over Tor and none over I2P, and whoever comes late the other
  /// way round: what it catches up with went from one network to the other.
  @Test
  void itemsCrossFromTorToI2p() throws Exception {
    Part.program("tor");
    Part.leaveOutOnRequest("i2p");
    assertThat(storyOn("tor,i2p"))
        .containsPattern("n1 listens at tor:~\\w+, i2p:~")
        .contains("n2 has sessions with 1 peers: 1 over tor, 0 over i2p")
        .contains("sessions: 1 over tor, 1 over i2p; items crossed");
  }

  private String storyOn(String networks) throws Exception {
    var classPath =
        Spawned.path(
            ClassPath.program(),
            ClassPath.suite(),
            ClassPath.loopback(),
            ClassPath.tor(),
            ClassPath.i2p(),
            ClassPath.testnet());
    try (var demo = Spawned.start(home, classPath, "demo", "--network", networks, "--nodes", "3")) {
      var story = demo.text();

      assertThat(demo.code()).as(story + demo.err()).isZero();
      assertThat(story)
          .contains("a private network starts", "has sessions with", "n3 caught up")
          .contains("acknowledged items are there", "0 lost");
      assertNothingIsLeft(demo);
      return story;
    }
  }

  /// Not even where the suite is absent, which would find one.
  @ParameterizedTest
  @ValueSource(strings = {"tor", "i2p", "loopback,i2p"})
  void aNetworkThatReachesFurtherThanThisMachineIsRefused(String networks) throws Exception {
    var classPath =
        Spawned.path(ClassPath.program(), ClassPath.loopback(), ClassPath.tor(), ClassPath.i2p());
    try (var demo = Spawned.start(home, classPath, "demo", "--network", networks, "--nodes", "3")) {
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
