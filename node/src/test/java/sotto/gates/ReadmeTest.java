package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every command that README.md shows is known here, with what runs it.
class ReadmeTest {

  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  /// What runs each command; a command that is not here fails the test, and so does one that is
  /// here and no longer in README.md.
  private static final Map<String, String> RUN_BY =
      Map.ofEntries(
          Map.entry("./sotto demo", "ReadmeCommandsTest, and DemoTest"),
          Map.entry("./sotto verify", "this very run, and LauncherTest"),
          Map.entry("./sotto backends", "ReadmeCommandsTest"),
          Map.entry("./sotto run --backend loopback", "ReadmeCommandsTest"),
          Map.entry("./sotto status", "ReadmeCommandsTest"),
          Map.entry("./sotto help", "ReadmeCommandsTest"),
          Map.entry("./sotto conformance --backend loopback", "ReadmeCommandsTest"),
          Map.entry("./sotto testnet tor", "MainTest of the module testnet, and LauncherTest"),
          Map.entry("./sotto format", "FormatTest, which does the same"),
          Map.entry("./sotto verify -Dsotto.without=strace", "LauncherTest"),
          Map.entry("mvn verify", "what ./sotto verify calls"),
          Map.entry("./sotto bench -l", "BenchTest of the module benchmarks"),
          Map.entry("./sotto bench AddressBenchmark", "BenchTest of the module benchmarks"));

  private static List<String> commands() {
    var commands = new ArrayList<String>();
    BLOCK
        .matcher(Tree.read(Tree.ROOT.resolve("README.md")))
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.replaceFirst("\\s+#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .forEach(commands::add);
    return commands;
  }

  @Test
  void everyCommandIsRunBySomething() {
    assertThat(commands()).containsExactlyInAnyOrderElementsOf(RUN_BY.keySet());
  }

  @Test
  void theReadmeOpensWithTheTwoCommandsThatMatter() {
    assertThat(commands()).startsWith("./sotto demo", "./sotto verify");
  }

  @Test
  void theExampleIsTheOneThatIsCompiledAndRun() {
    var example =
        Tree.read(
            Tree.ROOT.resolve("protocol/src/test/java/sotto/protocol/PublishAndReadExample.java"));
    var start = "// @start region=\"use\"\n";
    var region =
        example.substring(example.indexOf(start) + start.length(), example.indexOf("    // @end"));

    assertThat(Tree.read(Tree.ROOT.resolve("README.md")))
        .contains("```java\n" + (region + "    ").stripIndent() + "```");
  }

  @Test
  void theLauncherAndTheWrapperCanBeRun() {
    assertThat(List.of("sotto", "mvnw", ".ci/run"))
        .allSatisfy(name -> assertThat(Files.isExecutable(Tree.ROOT.resolve(name))).isTrue());
  }

  @Test
  void ciCallsTheTestCommandOfTheReadme() {
    assertThat(Tree.read(Tree.ROOT.resolve(".ci/run"))).contains("exec ./sotto verify");
  }
}
