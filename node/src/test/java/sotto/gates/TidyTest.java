package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static sotto.gates.SourceRules.inJava;
import static sotto.gates.SourceRules.inText;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds every file to [SourceRules], and the documents to the tree; and shows that each rule
/// reports what it is there for.
class TidyTest {

  private static final Pattern TEXT =
      Pattern.compile(
          ".*\\.(java|md|xml|proto|txt|properties|api|json|sql|sh)|.*/(sotto|run|LICENSE)");
  private static final int FIXTURE_BYTES_MAX = 100_000;
  private static final int DECISION_LINES_MAX = 40;

  @Test
  void everyTextIsTidy() {
    var problems = new ArrayList<String>();
    for (var file : Tree.files()) {
      // Vectors never change, and a field that is empty leaves a space at the end.
      if (TEXT.matcher(file.toString()).matches() && !name(file).contains("/vectors/")) {
        problems.addAll(inText(name(file), Tree.read(file)));
      }
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void everySourceIsTidy() {
    var problems = new ArrayList<String>();
    for (var file : Tree.sources()) {
      var text = Tree.read(file);
      problems.addAll(inJava(name(file), text));
      if (text.lines().count() > SourceRules.FILE_LINES_GOOD) {
        IO.println("gate: " + name(file) + " has more than 250 lines: " + text.lines().count());
      }
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsAndWhatIsNotHere() {
    var missing = new TreeSet<String>();
    for (var file : Tree.sources()) {
      if (name(file).contains("/src/main/java/sotto/")) {
        var info = file.resolveSibling("package-info.java");
        if (!Files.exists(info) || !Tree.read(info).contains("Not here")) {
          missing.add(name(info));
        }
      }
    }

    assertThat(missing).as("package-info.java absent, or without a sentence *Not here*").isEmpty();
  }

  @Test
  void everyModuleIsAModuleWithoutNulls() {
    assertThat(Tree.modules())
        // JMH generates classes beside the benchmarks' own, and runs on the class path.
        .filteredOn(module -> !module.equals("benchmarks"))
        .filteredOn(module -> Files.isDirectory(Tree.ROOT.resolve(module).resolve("src/main/java")))
        .hasSizeGreaterThan(3)
        .allSatisfy(
            module ->
                assertThat(Tree.read(Tree.ROOT.resolve(module + "/src/main/java/module-info.java")))
                    .contains("@NullMarked", "/// "));
  }

  @Test
  void theTreeInTheDocumentHasEveryModule() {
    var document = Tree.read(Tree.ROOT.resolve("ARCHITECTURE.md"));

    assertThat(Tree.modules())
        .allSatisfy(module -> assertThat(document).contains("── " + module + "/"));
  }

  @Test
  void noFixtureIsLarge() throws IOException {
    var large = new ArrayList<String>();
    for (var file : Tree.files()) {
      if (Files.size(file) > FIXTURE_BYTES_MAX) {
        large.add(name(file) + ": " + Files.size(file) + " bytes");
      }
    }

    assertThat(large).isEmpty();
  }

  @Test
  void decisionsAreNumberedInOrderAndShort() {
    var decisions =
        Tree.files().stream().filter(file -> name(file).startsWith("docs/decisions/")).toList();

    for (var i = 0; i < decisions.size(); i++) {
      assertThat(name(decisions.get(i))).startsWith("docs/decisions/%04d-".formatted(i + 1));
      assertThat(Tree.read(decisions.get(i)).lines())
          .as(name(decisions.get(i)))
          .hasSizeLessThanOrEqualTo(DECISION_LINES_MAX)
          .contains("## Context", "## Decision", "## Consequences");
    }
    assertThat(decisions).hasSizeGreaterThan(7);
  }

  @Test
  void everyLocalLinkInADocumentLeadsSomewhere() {
    var link = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#\\s]+)");
    var broken = new ArrayList<String>();
    for (var file : Tree.files()) {
      if (file.toString().endsWith(".md")) {
        link.matcher(Tree.read(file))
            .results()
            .map(match -> match.group(1))
            .filter(target -> !Files.exists(file.resolveSibling(target)))
            .forEach(target -> broken.add(name(file) + " -> " + target));
      }
    }

    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"x \n\", trailing whitespace",
        "\"\tx\n\", a tab",
        "\"see /wor|k/main\n\", a path of one machine",
        "\"in '/ho|me/alice'\n\", a path of one machine",
        "\"// TO|DO later\n\", a thing to do without a name",
        "\"x\", must end with one line break",
        "\"x\n\n\", must end with one line break",
      })
  void aPlantedTextIsReported(String text, String problem) {
    assertThat(inText("Planted", text.replace("|", "")))
        .singleElement()
        .asString()
        .contains(problem);
  }

  @Test
  void aBlamelessTextIsNotReported() {
    assertThat(inText("Fine", "TO".concat("DO(alice): see ~/.m2 and $HOME/work/x\n"))).isEmpty();
    assertThat(inJava("Fine", "/// A fine type.\nrecord Fine() {}\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "catch (Throwable e) {}, catches Throwable",
        "catch (java.lang.Error e) {}, catches java.lang.Error",
        "catch (final Throwable e) {}, catches Throwable",
        "catch (RuntimeException | Error e) {}, catches RuntimeException | Error",
      })
  void aPlantedCatchIsReported(String clause, String problem) {
    var text = "class Planted { void go() { try { go(); } " + clause + " } }\n";

    assertThat(inJava("Planted.java", text)).singleElement().asString().contains(problem);
  }

  @Test
  void aPlantedLongMethodIsReported() {
    var sixty = "class Planted {\n  void go() {\n" + "    go();\n".repeat(58) + "  }\n}\n";

    assertThat(inJava("Planted.java", sixty)).isEmpty();
    assertThat(inJava("Planted.java", sixty.replaceFirst("go\\(\\);", "go();\n go();")))
        .containsExactly("Planted.java: go has 61 lines");
  }

  @Test
  void aPlantedLongFileIsReported() {
    assertThat(inJava("Planted.java", "// x\n".repeat(400))).isEmpty();
    assertThat(inJava("Planted.java", "// x\n".repeat(401)))
        .containsExactly("Planted.java: 401 lines; split it by noun");
  }

  @Test
  void aPlantedWordIsReported() {
    assertThat(inJava("Planted.java", "/// It sim".concat("ply works.\nclass Planted {}\n")))
        .singleElement()
        .asString()
        .contains("talks down");
  }

  private static String name(Path file) {
    return Tree.ROOT.relativize(file).toString();
  }

  /// Keeps the list of kinds of text honest: a kind that is forgotten would never be looked at.
  @Test
  void mostFilesAreTexts() {
    var others =
        Tree.files().stream().filter(file -> !TEXT.matcher(file.toString()).matches()).toList();

    assertThat(others).hasSizeLessThan(Tree.files().size() / 10);
    assertThat(List.copyOf(others)).doesNotHaveDuplicates();
  }
}
