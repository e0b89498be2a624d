package sotto.backend.tor.real;

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
import org.junit.jupiter.api.io.TempDir;
import sotto.tck.Rule;
import sotto.tck.Verdict;
import sotto.tck.cases.Suite;
import sotto.tck.report.Row;
import sotto.testnet.Part;
import sotto.testnet.SystemCalls;

/// The Tor backend before the whole suite, on private networks of real tors, with the kernel and
/// the logs as witnesses.
///
/// The cases are shared out to three processes with a network each: they mostly wait, for Tor
/// publishes once a second.
@Timeout(1200)
class TorConformanceTest {

  private static final int PROCESSES = 3;

  /// A version 3 onion's name, with or without the suffix (rend-spec-v3, section 6).
  private static final Pattern ONION = Pattern.compile("(?<![a-z2-7])[a-z2-7]{56}(?![a-z2-7])");

  /// An expanded Ed25519 secret key as `ADD_ONION` takes it: 64 bytes in base64.
  private static final Pattern KEY =
      Pattern.compile("(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}(==)?(?![A-Za-z0-9+/])");

  /// A control cookie or a digest made of it: 32 bytes in hexadecimal.
  private static final Pattern COOKIE =
      Pattern.compile("(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])");

  /// How tor learns which of its own addresses faces the Internet: it connects a datagram socket to
  /// an address there, asks the kernel for the near end, and sends nothing (`address.c`,
  /// `get_interface_address6_via_udp_socket_hack`).
  private static final Pattern ASKS_THE_KERNEL =
      Pattern.compile(
          "connect\\(\\d+, \\{sa_family=AF_INET6?, .*port=htons\\(9\\).*"
              + "(inet_addr\\(\"18\\.0\\.0\\.1\"\\)|inet_pton\\(AF_INET6, \"2002::\")");

  /// What does not apply to Tor, or a real tor cannot be made to do; all of it runs on the fake,
  /// but for what needs an abort signal, a visible source, or a second implementation. That paths
  /// are not shared (101, 103) is [CrowdTest]'s.
  private static final List<Integer> ABSENT =
      List.of(
          11, 35, 38, 45, 46, 47, 61, 65, 84, 94, 101, 103, 104, 105, 114, 115, 118, 145, 146, 147);

  /// A network that is a few minutes old may have agreed on a shared random value, or not.
  private static final int BEACON = 143;

  @TempDir static Path directory;

  private static final List<SuiteProcess> RUNS = new ArrayList<>();
  private static final List<Row> ROWS = new ArrayList<>();

  @BeforeAll
  static void run() throws Exception {
    Part.program("tor");
    for (var i = 0; i < PROCESSES; i++) {
      var share = i;
      RUNS.add(
          SuiteProcess.start(
              Files.createDirectory(directory.resolve("run-" + i)),
              Suite.cases().stream()
                  .map(spec -> spec.number())
                  .filter(number -> number % PROCESSES == share)
                  .toList()));
    }
    for (var run : RUNS) {
      ROWS.addAll(run.report().cases());
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
        .filteredOn(row -> row.number() != BEACON)
        .filteredOn(row -> Set.of(Verdict.NOT_APPLICABLE, Verdict.NOT_RUN).contains(row.verdict()))
        .extracting(Row::number)
        .containsExactlyElementsOf(ABSENT);
  }

  @Test
  @Rule("N2")
  void theKernelSawNothingLeaveThisMachineAndNobodyAskANameServer() throws IOException {
    for (var run : RUNS) {
      var trace = run.trace();

      assertThat(trace)
          .filteredOn(SystemCalls::leaves)
          .filteredOn(line -> !ASKS_THE_KERNEL.matcher(line).find())
          .isEmpty();
      // The tors reached each other, so the trace was one.
      assertThat(trace).anyMatch(line -> SystemCalls.stays(line, "connect"));
    }
  }

  @Test
  @Rule({"N7", "K8", "A6"})
  void noAddressKeyOrCookieIsInAnyLogAtAnyLevel() throws IOException {
    for (var run : RUNS) {
      var log = run.log();

      assertThat(log).filteredOn(TorConformanceTest::tells).isEmpty();
      assertThat(run.output()).filteredOn(TorConformanceTest::tells).isEmpty();
      // The log was at its most talkative, and had addresses to tell.
      assertThat(log).anyMatch(line -> line.contains("Tor publishes tor:~"));
    }
  }

  @Test
  void onlyTorsQuestionToTheKernelIsLetThrough() {
    var question =
        "1 connect(5, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr(\"18.0.0.1\")},"
            + " 16)";

    assertThat(ASKS_THE_KERNEL.matcher(question).find()).isTrue();
    assertThat(ASKS_THE_KERNEL.matcher(question.replace("htons(9)", "htons(80)")).find()).isFalse();
    assertThat(ASKS_THE_KERNEL.matcher(question.replace("18.0.0.1", "18.0.0.2")).find()).isFalse();
    assertThat(ASKS_THE_KERNEL.matcher(question.replace("connect", "sendto")).find()).isFalse();
  }

  @Test
  void aPlantedSecretIsSeen() {
    assertThat(
            List.of(
                "published pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion",
                "ADD_ONION ED25519-V3:" + "Ab/+".repeat(21) + "Ab== Flags=DiscardPK",
                "AUTHENTICATE " + "0F".repeat(32)))
        .allMatch(TorConformanceTest::tells);
    assertThat(tells("a circuit was built by " + "AB".repeat(20))).isFalse();
  }

  private static boolean tells(String line) {
    return Stream.of(ONION, KEY, COOKIE).anyMatch(secret -> secret.matcher(line).find());
  }
}
