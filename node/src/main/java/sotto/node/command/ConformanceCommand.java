package sotto.node.command;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// Stands where the conformance suite's own command would be, when its jar is absent.
@Command(
    name = "conformance",
    description = "Check a backend against the rules (needs the conformance suite's jar).")
final class ConformanceCommand implements Callable<Integer> {

  /// The suite's command, by name, for the program runs without the suite.
  private static final String SUITE = "sotto.tck.Conformance";

  @Parameters(hidden = true)
  List<String> ignored = new ArrayList<>();

  /// Returns the suite's command if its jar is there.
  static CommandLine command() {
    try {
      var suite = Class.forName(SUITE).getDeclaredConstructor().newInstance();
      return new CommandLine(suite).setCommandName("conformance");
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      // The jar is absent, or one that it needs is.
      return new CommandLine(new ConformanceCommand()).setUnmatchedArgumentsAllowed(true);
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("the conformance suite is of another version", e);
    }
  }

  @Override
  public Integer call() throws Failure {
    throw new Failure(
        Exit.FAILED,
        "The conformance suite is not installed. What to do: put sotto-conformance-tests.jar and"
            + " the jars that it needs on the class path.");
  }
}
