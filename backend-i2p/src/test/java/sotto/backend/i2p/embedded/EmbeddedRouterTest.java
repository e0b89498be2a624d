package sotto.backend.i2p.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.tck.Rule;
import sotto.testnet.Part;
import sotto.testnet.SystemCalls;

/// A router of our own from its start to its end, with real ones around it.
@Timeout(400)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedRouterTest {

  @TempDir static Path directory;

  private static final boolean TRACED =
      !List.of(System.getProperty("sotto.without", "").split(",", -1)).contains("strace");

  private static Stage stage;

  @BeforeAll
  static void start() throws Exception {
    Part.leaveOutOnRequest("i2p");
    stage = Stage.start(directory, TRACED);
  }

  @AfterAll
  static void end() {
    stage.close();
  }

  @Test
  @Rule({"N1", "N8", "P8"})
  void twoRoutersOfOneProcessReachEachOtherAndOneStartsAgain() throws Exception {
    stage.play("twoRoutersReachEachOtherAndOneStartsAgain");
  }

  @Test
  @Rule("N6")
  void aRouterDoesNotOutliveAProcessThatIsKilled() throws Exception {
    stage.play("aRouterDoesNotOutliveAProcessThatIsKilled");
  }

  @Test
  @Rule({"N5", "N6"})
  void aRouterThatIsKeptOutlivesItsProcessAndIsFoundAgainAndOneThatWasKilledIsReplaced()
      throws Exception {
    stage.play("aRouterThatIsKeptIsFoundAgainAndReplacedWhenKilled");
  }

  @Test
  void staleNotesAreKnownForWhatTheyAreAndADirectoryHasOneOwner() throws Exception {
    stage.play("staleNotesAreKnownForWhatTheyAre");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @Rule("N2")
  void theKernelSawNothingLeaveThisMachineAndNobodyAskANameServer() throws Exception {
    Part.leaveOutOnRequest("strace");
    var trace = stage.trace();

    assertThat(trace).filteredOn(SystemCalls::leaves).isEmpty();
    // The routers reached each other, so the trace was one.
    assertThat(trace).anyMatch(line -> SystemCalls.stays(line, "connect"));
  }
}
