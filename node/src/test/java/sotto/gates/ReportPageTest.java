package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.tck.cases.Suite;
import sotto.tck.engine.Options;
import sotto.tck.engine.Runner;
import sotto.tck.memory.Bug;
import sotto.tck.memory.MemoryBackend;
import sotto.tck.report.Html;
import sotto.tck.report.Report;

/// What a reader sees of a conformance report, in a real browser.
@Timeout(180)
class ReportPageTest {

  /// Does what a reader does, and writes down which cases are then to be seen.
  private static final String READER =
      """
      <pre id="seen"></pre>
      <script>
      function look(when) {
        const rows = [...document.querySelectorAll('tr.case')].filter(row => row.offsetHeight > 0);
        const groups = [...document.querySelectorAll('tr.group')].filter(row => row.offsetHeight > 0);
        document.getElementById('seen').append(`${when}: ${rows.map(row => row.id.slice(5)).join(' ')}`
          + ` in ${groups.map(row => row.textContent.split(' ')[0]).join(' ')}\\n`);
      }
      function write(words) { search.value = words; search.dispatchEvent(new Event('input')); }
      const tick = verdict => document.querySelector(`input[value=${verdict}]`).click();
      look('at first');
      tick('PASS'); look('without those that passed');
      tick('FAIL'); look('without those that failed too');
      tick('PASS'); tick('FAIL'); look('with all again');
      write('ECHO'); look('with echo in them');
      write('no such case'); look('with nonsense in them');
      write(''); look('in the end');
      </script>
      """;

  private static final Pattern SEEN =
      Pattern.compile("<pre id=\"seen\">(.*?)</pre>", Pattern.DOTALL);
  private static final Color PASSED = new Color(0x116329);
  private static final Color FAILED = new Color(0xb3152a);

  @TempDir Path directory;
  private Browser browser = new Browser(Path.of("unset"));

  @BeforeEach
  void find() {
    browser = new Browser(directory);
  }

  @Test
  void theFiltersShowWhatAReaderAsksFor() throws Exception {
    var page = browser.open(page(report() + READER));

    var seen = SEEN.matcher(page.dom());
    assertThat(seen.find()).isTrue();
    assertThat(seen.group(1))
        .isEqualTo(
            """
            at first: 2 8 9 54 55 in G1 G2 G6
            without those that passed: 2 55 in G1 G6
            without those that failed too: 2 in G1
            with all again: 2 8 9 54 55 in G1 G2 G6
            with echo in them: 54 in G6
            with nonsense in them:  in\s
            in the end: 2 8 9 54 55 in G1 G2 G6
            """);
  }

  @Test
  void aReaderSeesTheConclusionAndTheVerdicts() throws Exception {
    var page = page(report());

    assertThat(browser.open(page).dom())
        .contains("memory is <span class=\"NOT_CONFORMANT\">not conformant, in part</span>")
        .contains("3 pass", "1 fail", "1 not run");
    var picture = browser.picture(page);
    assertThat(count(picture, PASSED)).as("dots in the colour of what passed").isGreaterThan(100);
    assertThat(count(picture, FAILED)).as("dots in the colour of what failed").isGreaterThan(100);
  }

  @Test
  void thePageAsksNobodyForAnything() throws Exception {
    assertThat(browser.open(page(report())).requests()).isEmpty();
  }

  @Test
  void thePagesOwnRulesKeepAnIntruderFromAskingToo() throws Exception {
    var intruder = "<img src=\"http://192.0.2.1/spy.png\"><script src=\"http://192.0.2.1/spy.js\">";

    assertThat(browser.open(page(report() + intruder)).requests()).isEmpty();
  }

  @Test
  void aPlantedRequestIsSeen() throws Exception {
    var page = page("<!doctype html><img src=\"http://192.0.2.1/spy.png\">");

    assertThat(browser.open(page).requests()).contains("http://192.0.2.1/spy.png");
  }

  /// Five cases on a backend with a bug: three pass, one fails, one cannot be run.
  private static String report() {
    var backend = MemoryBackend.with(Bug.BLAMES_US_FOR_A_MISSING_PEER);
    var options = Options.ordinary(1).only("2", "8", "9", "54", "55");
    try (var runner = new Runner(backend, options)) {
      var outcomes = Suite.cases().stream().filter(options::wants).map(runner::run).toList();
      return Html.write(Report.of(backend, options, false, outcomes));
    }
  }

  private Path page(String text) throws Exception {
    return Files.writeString(directory.resolve("page.html"), text);
  }

  private static int count(BufferedImage picture, Color colour) {
    var count = 0;
    for (var x = 0; x < picture.getWidth(); x++) {
      for (var y = 0; y < picture.getHeight(); y++) {
        count += (picture.getRGB(x, y) & 0xffffff) == (colour.getRGB() & 0xffffff) ? 1 : 0;
      }
    }
    return count;
  }
}
