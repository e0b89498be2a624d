package sotto.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sotto.tck.report.Comparison;
import sotto.tck.report.Json;

/// Puts two reports side by side.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Puts two reports side by side, and prints the cases that differ.")
final class CompareReports implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "A.json", description = "A report.")
  private Path left = Path.of("");

  @Parameters(index = "1", paramLabel = "B.json", description = "Another report.")
  private Path right = Path.of("");

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page with all cases.")
  private Optional<Path> html = Optional.empty();

  @Override
  public Integer call() throws IOException {
    try {
      var comparison = new Comparison(Json.read(left), Json.read(right));
      comparison.print(spec.commandLine().getOut());
      if (html.isPresent()) {
        Files.writeString(html.get(), comparison.html());
      }
      return 0;
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println("These reports cannot be compared: " + e + ". What to do: check the files.");
      return Conformance.USAGE;
    }
  }
}
