package sotto.backend.i2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import sotto.tck.Rule;
import sotto.tck.Verdict;
import sotto.tck.cases.Suite;
import sotto.tck.report.Json;
import sotto.tck.report.Row;
import sotto.testnet.Part;
import sotto.testnet.SuiteProcess;
import sotto.testnet.SystemCalls;

/// The I2P backend before the whole suite, on private networks of real routers, with the kernel and
/// the logs as witnesses.
///
/// The cases are shared out to three processes with a network each, because they wait as often as
/// they work. It runs when it is asked for by `-Dsotto.suite=i2p`, until it has passed three times
/// in a row; see decision 15.
@EnabledIfSystemProperty(named = "sotto.suite", matches = "i2p")
@Timeout(1200)
class I2pConformanceTest {

  private static final int PROCESSES = 3;

  /// The hash of a destination in base 32, with or without the suffix.
  private static final Pattern NAME = Pattern.compile("(?<![a-z2-7])[a-z2-7]{52}(?![a-z2-7])");

  /// A hash, key or destination in I2P's base 64, or anybody's: 32 bytes or more.
  private static final Pattern KEY =
      Pattern.compile(
          "(?<![A-Za-z0-9~-])[A-Za-z0-9~-]{43,}(?![A-Za-z0-9~-])"
              + "|(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43,}=");

  /// 32 bytes in hexadecimal.
  private static final Pattern HEXADECIMAL =
      Pattern.compile("(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])");

  /// What does not apply to I2P, or cannot be done to a router: an address has no checksum (11);
  /// I2CP knows no progress (35, 36) and our clock is the router's (38); a router says nothing of
  /// publication (44 to 47); there are no ports (57), no client authorization (58), no confirmation
  /// beyond the peer's library (65), no local port (126) and no beacon (143); a router of our own
  /// (118) and a second implementation (145 to 147) have tests of their own.
  private static final List<Integer> ABSENT =
      List.of(11, 35, 36, 38, 44, 45, 46, 47, 57, 58, 65, 118, 126, 143, 145, 146, 147);

  /// Two runs with the same seed show the same callers, or not: I2P's library draws from the same
  /// randomness on threads of its own.
  private static final int SEEDED = 149;

  @TempDir static Path directory;

  private static final List<SuiteProcess> RUNS = new ArrayList<>();
  private static final List<Row> ROWS = new ArrayList<>();

  @BeforeAll
  static void run() throws Exception {
    Part.leaveOutOnRequest("i2p");
    for (var i = 0; i < PROCESSES; i++) {
      var share = i;
      RUNS.add(
          SuiteProcess.start(
              "i2p",
              Files.createDirectory(directory.resolve("run-" + i)),
              Suite.cases().stream()
                  .map(spec -> spec.number())
                  .filter(number -> number % PROCESSES == share)
                  .toList()));
    }
    for (var run : RUNS) {
      ROWS.addAll(Json.read(run.report()).cases());
    }
    ROWS.sort(Comparator.comparingInt(Row::number));
  }

  @AfterAll
  static void end() {
    RUNS.forEach(SuiteProcess::close);
  }

  @TestFactory
  Stream<DynamicTest> everyCaseThatApplies() {
    return ROWS.stream().map(row -> dynamicTest(row.number() + " " + row.name(), () -> judge(row)));
  }

  private static void judge(Row row) {
    switch (row.verdict()) {
      case PASS -> {}
      case FAIL, WARN, INCONCLUSIVE -> Assertions.fail(row.verdict() + ": " + row.reason());
      case NOT_APPLICABLE, NOT_RUN -> Assumptions.abort(row.verdict() + ": " + row.reason());
    }
  }

  @Test
  void noCaseIsMissing() {
    assertThat(ROWS)
        .extracting(Row::number)
        .containsExactlyElementsOf(Suite.cases().stream().map(spec -> spec.number()).toList());
  }

  @Test
  void nothingIsLeftOutButWhatIsKnown() {
    assertThat(ROWS)
        .filteredOn(row -> row.number() != SEEDED)
        .filteredOn(row -> Set.of(Verdict.NOT_APPLICABLE, Verdict.NOT_RUN).contains(row.verdict()))
        .extracting(Row::number)
        .containsExactlyElementsOf(ABSENT);
  }

  @Test
  @Rule("N2")
  void theKernelSawNothingLeaveThisMachineAndNobodyAskANameServer() throws IOException {
    for (var run : RUNS) {
      var trace = run.trace();

      assertThat(trace).filteredOn(SystemCalls::leaves).isEmpty();
      // The routers reached each other, so the trace was one.
      assertThat(trace).anyMatch(line -> SystemCalls.stays(line, "connect"));
    }
  }

  @Test
  @Rule({"N7", "K8", "A6"})
  void noDestinationOrKeyIsInAnyLogAtAnyLevel() throws IOException {
    for (var run : RUNS) {
      var log = run.log();

      assertThat(log).filteredOn(I2pConformanceTest::tells).isEmpty();
      assertThat(run.output()).filteredOn(I2pConformanceTest::tells).isEmpty();
      // The log was at its most talkative, and had addresses to tell.
      assertThat(log).anyMatch(line -> line.contains("The router has the lease set of i2p:~"));
    }
  }

  @Test
  void aPlantedSecretIsSeen() {
    assertThat(
            List.of(
                "looked up " + "ab7q".repeat(13) + ".b32.i2p",
                "key " + "Ab~-".repeat(10) + "Ab9=",
                "destination " + "Ab9~".repeat(130) + "AAA=",
                "hash " + "Ab+/".repeat(10) + "Ab9=",
                "secret " + "0F".repeat(32)))
        .allMatch(I2pConformanceTest::tells);
    assertThat(tells("a case took " + "1,234".repeat(9) + " ms")).isFalse();
  }

  private static boolean tells(String line) {
    return Stream.of(NAME, KEY, HEXADECIMAL).anyMatch(secret -> secret.matcher(line).find());
  }
}
