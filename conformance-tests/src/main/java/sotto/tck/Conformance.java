package sotto.tck;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sotto.spi.NetworkException.NoBackend;
import sotto.tck.cases.Suite;
import sotto.tck.engine.CaseSpec;
import sotto.tck.engine.Outcome;
import sotto.tck.engine.Runner;
import sotto.tck.report.Console;
import sotto.tck.report.Html;
import sotto.tck.report.Json;
import sotto.tck.report.JunitXml;
import sotto.tck.report.Report;
import sotto.tck.report.Subject;

/// The suite as a command, by itself or as a subcommand of another program.
///
/// Exit codes: 0 conformant, 1 not conformant, 2 wrong usage, 3 the backend cannot be loaded, 4
/// inconclusive, because the environment failed.
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = CompareReports.class,
    description = {
      "Says what a backend promises, and whether it keeps it.",
      "The backend is a jar with a NetworkProvider; it may bring a BackendUnderTest too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:conformant",
      "1:not conformant",
      "2:wrong usage",
      "3:the backend cannot be loaded",
      "4:inconclusive, because the environment failed"
    })
public final class Conformance implements Callable<Integer> {

  static final int USAGE = 2;
  private static final int NOT_LOADABLE = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "JAR|SCHEME",
      description =
          "The backend's jar, or the scheme of one on the class path; again for jars it needs.")
  private List<String> backend = List.of();

  @Mixin private final Selection selection = new Selection();

  @Option(names = "--list", description = "List the cases and run none.")
  private boolean list;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.json, report.xml and report.html there.")
  private Optional<Path> report = Optional.empty();

  /// Makes the command.
  public Conformance() {}

  /// Runs the command and ends the process with its exit code.
  ///
  /// @param args as on a command line
  public static void main(String... args) {
    System.exit(new CommandLine(new Conformance()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    var cases = selection.cases();
    if (list) {
      list(cases);
      return 0;
    }
    if (backend.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Missing --backend: a jar, or the scheme of a backend.");
    }
    if (cases.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "No case matches. What to do: see --list.");
    }
    try (var loaded = LoadedBackend.of(backend)) {
      return run(loaded.backend(), cases);
    } catch (NoBackend e) {
      spec.commandLine().getErr().println(e.getMessage());
      return NOT_LOADABLE;
    }
  }

  private void list(List<CaseSpec> cases) {
    var out = spec.commandLine().getOut();
    for (var each : cases) {
      out.printf(
          "G%-3d %3d %-6s %-62s %s%s%n",
          each.group(),
          each.number(),
          each.level(),
          each.name(),
          String.join(" ", each.rules()),
          each.core() ? "  level 1" : "");
    }
    out.printf("%d cases%n", cases.size());
    out.flush();
  }

  private int run(BackendUnderTest subject, List<CaseSpec> cases) throws IOException {
    var options = selection.options();
    var console = new Console(spec.commandLine().getOut(), colour());
    console.begin(Subject.of(subject), options.seed());
    var outcomes = new ArrayList<Outcome>();
    try (var runner = new Runner(subject, options)) {
      for (var each : cases) {
        var outcome = runner.run(each);
        outcomes.add(outcome);
        console.add(outcome);
      }
    }
    var complete = cases.size() == Suite.cases().size();
    var result = Report.of(subject, options, complete, outcomes);
    console.end(result);
    write(result, spec.commandLine().getOut());
    return result.conclusion().exit();
  }

  private void write(Report result, PrintWriter out) throws IOException {
    if (report.isEmpty()) {
      return;
    }
    var directory = Files.createDirectories(report.get());
    Files.writeString(directory.resolve("report.json"), Json.write(result));
    Files.writeString(directory.resolve("report.xml"), JunitXml.write(result));
    Files.writeString(directory.resolve("report.html"), Html.write(result));
    out.println("Reports: report.json, report.xml and report.html in " + directory);
    out.flush();
  }

  private static boolean colour() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent()
        && !System.getenv().containsKey("NO_COLOR");
  }
}
