package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every Java example in the documentation, in a page or in a doc comment, compiles against what is
/// there today.
class SnippetsTest {

  private static final Pattern PAGE = Pattern.compile("(?m)^```java\n(.*?)^```$", Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("(?m)^ */// ?");
  private static final Pattern TYPE =
      Pattern.compile("(@\\S+\\s+)*((public|final|sealed|abstract) )*(class|record|interface) .*");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z0-9.]+);");

  /// What examples may use without saying where it is from.
  private static final List<String> KNOWN =
      List.of(
          "sotto.spi",
          "sotto.protocol",
          "sotto.tck",
          "sotto.testnet.i2p",
          "sotto.testnet.tor",
          "example.unix",
          "java.nio.file",
          "java.time",
          "java.util",
          "org.junit.jupiter.api",
          "org.junit.jupiter.api.extension");

  /// What surrounds the lines of an example that are in no class.
  private static final String AROUND_LINES =
      """
      final class Example {
        static void example(Path directory) throws Exception {
          LINES
        }
        static void read(String text) {}
      }
      """;

  /// What stands for a stranger's own.
  private static final String STRANGERS =
      """
      final class MyProvider implements NetworkProvider {
        public String scheme() { return "mine"; }
        public String description() { return "Mine."; }
        public Traits traits() { throw new UnsupportedOperationException(); }
        public Addresses addresses() { throw new UnsupportedOperationException(); }
        public Network open(NetworkConfig config) { throw new UnsupportedOperationException(); }
      }
      """;

  @TempDir Path output;

  /// An example, and the file that shows it.
  record Example(Path file, String text) {}

  @TestFactory
  Stream<DynamicTest> everyExampleCompiles() {
    return examples().stream()
        .map(
            example ->
                dynamicTest(
                    Tree.ROOT.relativize(example.file()).toString(),
                    () -> assertThat(complaints(example)).isEmpty()));
  }

  @Test
  void thereAreExamplesInPagesAndInComments() {
    assertThat(examples()).hasSizeGreaterThan(5);
    assertThat(examples()).anyMatch(example -> example.file().endsWith("README.md"));
    assertThat(examples()).anyMatch(example -> example.file().endsWith("Fabric.java"));
  }

  @Test
  void aPlantedMistakeIsReported() {
    var file = Tree.ROOT.resolve("README.md");

    assertThat(complaints(new Example(file, "var network = Network.open(directory);\n")))
        .contains("cannot find symbol");
    assertThat(complaints(new Example(file, "class X extends NetworkConformance {}\n")))
        .contains("is not abstract");
  }

  private static List<Example> examples() {
    var examples = new ArrayList<Example>();
    for (var file : Tree.files()) {
      var name = file.toString();
      if (name.endsWith(".md") || (name.contains("/src/main/") && name.endsWith(".java"))) {
        var text = Tree.read(file);
        var page = name.endsWith(".md") ? text : COMMENT.matcher(text).replaceAll("");
        PAGE.matcher(page)
            .results()
            .forEach(example -> examples.add(new Example(file, example.group(1))));
      }
    }
    return examples;
  }

  /// Compiles an example, and returns what the compiler says.
  private String complaints(Example example) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    var options =
        List.of(
            "-proc:none",
            "-implicit:none",
            "-d",
            output.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-sourcepath",
            Tree.ROOT.resolve("docs/writing-a-backend/src").toString());
    var ok = compiler.getTask(said, null, null, options, null, List.of(source(example))).call();
    return ok ? "" : said + "\nin\n" + example.text();
  }

  private static JavaFileObject source(Example example) {
    var text = example.text().replace("{ … }", "{}");
    var body = TYPE.matcher(text).lookingAt() ? text : AROUND_LINES.replace("LINES", text);
    var packages = new LinkedHashSet<>(KNOWN);
    PACKAGE.matcher(Tree.read(example.file())).results().forEach(p -> packages.add(p.group(1)));
    var imports =
        packages.stream().map("import %s.*;\n"::formatted).collect(Collectors.joining())
            + "import static java.nio.charset.StandardCharsets.UTF_8;\n";
    return new SimpleJavaFileObject(
        URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return imports + body + STRANGERS;
      }
    };
  }
}
