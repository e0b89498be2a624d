package sotto.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sotto.tck.cases.Suite;
import sotto.tck.engine.CaseSpec;

/// The rules that the SPI numbers, the rules that cases test, and the published list of cases.
class RuleCoverageTest {

  private static final Path SPI = Path.of(System.getProperty("sotto.root"), "spi/src/main/java");
  private static final int CASES = 152;
  private static final Pattern RULE = Pattern.compile("- \\*\\*([A-Z][0-9]+)\\*\\*");

  @Test
  void everyRuleOfTheSpiHasACaseAndEveryCaseTestsARuleOfTheSpi() throws IOException {
    assertThat(tested()).isEqualTo(rules());
  }

  @Test
  void noCaseTestsARuleThatIsNotThere() throws IOException {
    assertThat(rules()).containsAll(tested());
  }

  @Test
  void caseNumbersHaveNoGap() {
    assertThat(Suite.cases().stream().map(CaseSpec::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, CASES).boxed().toList());
  }

  @Test
  void levelOneIsAFifthOfTheSuite() {
    assertThat(Suite.cases().stream().filter(CaseSpec::core)).hasSizeBetween(25, 45);
  }

  private static Set<String> tested() {
    return Suite.cases().stream()
        .flatMap(spec -> spec.rules().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> rules() throws IOException {
    var rules = new TreeSet<String>();
    try (var files = Files.walk(SPI)) {
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        RULE.matcher(Files.readString(file))
            .results()
            .map(match -> match.group(1))
            .forEach(rules::add);
      }
    }
    return rules;
  }
}
