package sotto.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sotto.tck.memory.Bug;
import sotto.tck.memory.BuggyProvider;
import sotto.tck.memory.MemoryJar;
import sotto.tck.memory.MemoryProvider;
import sotto.tck.report.Json;

/// The command as a stranger uses it: a jar goes in, a tree, an exit code and reports come out.
class ConformanceCommandTest {

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aJarWithABareProviderIsConformant() throws IOException {
    var jar = MemoryJar.in(directory);

    assertThat(run("--backend", jar.toString(), "--only", "G2,54,59")).isZero();
    assertThat(out.toString())
        .contains("PASS  54 dial_echo")
        .contains("SKIP  59 dial_daemonDownIsLocalFault")
        .contains("cannot inject [DAEMON_GONE]")
        .contains("measured dial =")
        .contains("memory is conformant in the cases that were chosen.");
  }

  @Test
  void aBrokenRuleExitsWithOneAndIsInEveryReport() throws IOException {
    var jar = MemoryJar.in(directory, BuggyProvider.class.getName());
    var reports = directory.resolve("reports");

    assertThat(run("-b", jar.toString(), "--only", "54,55", "--report", reports.toString()))
        .isEqualTo(1);
    assertThat(out.toString()).contains("FAIL  55").contains("expected PeerUnreachable");
    assertThat(Files.readString(reports.resolve("report.json"))).contains("\"verdict\": \"FAIL\"");
    assertThat(Files.readString(reports.resolve("report.xml"))).contains("<failure message=");
    assertThat(Files.readString(reports.resolve("report.html")))
        .contains("<span class=\"NOT_CONFORMANT\">not conformant, in part</span>")
        .doesNotContain("http://", "https://", "{{");
  }

  @Test
  void reportsTellNothingOfTheMachine() throws IOException {
    var reports = directory.resolve("reports");
    run(
        "-b",
        MemoryJar.in(directory).toString(),
        "--only",
        "G1,G6",
        "--report",
        reports.toString());

    for (var name : new String[] {"report.json", "report.xml", "report.html"}) {
      assertThat(Files.readString(reports.resolve(name)))
          .doesNotContain(System.getProperty("user.home") + "/")
          .doesNotContain(System.getProperty("user.dir"))
          .doesNotContain(directory.toString());
    }
  }

  @Test
  void twoReportsAreComparedSideBySide() throws IOException {
    var good = directory.resolve("good");
    var bad = directory.resolve("bad");
    run("-b", MemoryJar.in(directory).toString(), "--only", "55", "--report", good.toString());
    run(
        "-b",
        MemoryJar.in(directory, BuggyProvider.class.getName()).toString(),
        "--only",
        "54,55",
        "--report",
        bad.toString());
    out.getBuffer().setLength(0);
    var page = directory.resolve("compare.html");

    assertThat(
            run(
                "compare",
                good.resolve("report.json").toString(),
                bad.resolve("report.json").toString(),
                "--html",
                page.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .containsPattern("54 dial_echo +absent +pass")
        .containsPattern("55 dial_unpublishedAddressIsPeerNotFound +pass +fail")
        .contains("2 of 2 cases differ");
    assertThat(page).content().contains("case differs").doesNotContain("{{");
  }

  @Test
  void aReportThatIsReadBackIsTheSame() throws IOException {
    run("-b", MemoryJar.in(directory).toString(), "--only", "54", "--report", directory.toString());
    var file = directory.resolve("report.json");

    assertThat(Json.write(Json.read(file))).isEqualTo(Files.readString(file));
  }

  @Test
  void aJarWithoutABackendExitsWithThreeAndSaysWhatToDo() throws IOException {
    var jar = MemoryJar.in(directory, "no.such.Provider");

    assertThat(run("-b", jar.toString())).isEqualTo(3);
    assertThat(run("-b", directory.resolve("absent.jar").toString())).isEqualTo(3);
    assertThat(run("-b", "nosuchscheme")).isEqualTo(3);
    assertThat(err.toString()).contains("What to do:").contains("There is no file");
  }

  @Test
  void wrongUsageExitsWithTwo() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--no-such-option")).isEqualTo(2);
    assertThat(run("-b", MemoryJar.in(directory).toString(), "--only", "999")).isEqualTo(2);
    assertThat(run("compare", "no.json", "such.json")).isEqualTo(2);
  }

  @Test
  void aRunInWhichNothingPassesIsInconclusive() throws IOException {
    assertThat(run("-b", MemoryJar.in(directory).toString(), "--only", "59")).isEqualTo(4);
  }

  @Test
  void casesAreListedWithTheirRules() {
    assertThat(run("--list", "--only", "D6")).isZero();
    assertThat(out.toString()).containsPattern("G6 +63 MUST +dial_peerNotFound\\w+ +D6");
  }

  @Test
  void theMemoryBackendOnTheClassPathIsFoundByItsScheme() {
    assertThat(run("-b", new MemoryProvider().scheme(), "--only", "20")).isZero();
  }

  @Test
  void bugsAreManyAndEachNamesItsCases() {
    assertThat(Bug.values()).hasSizeGreaterThanOrEqualTo(25);
    assertThat(Bug.values()).allSatisfy(bug -> assertThat(bug.caughtBy()).isNotEmpty());
  }

  private int run(String... arguments) {
    return new CommandLine(new Conformance())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
