package sotto.node;

import sotto.node.command.Program;
import sotto.node.settings.Surroundings;

/// Where the program starts.
public final class Main {

  private Main() {}

  /// Runs the command line and ends the process with its exit code.
  public static void main(String[] arguments) {
    System.exit(new Program(Surroundings.ofProcess()).run(arguments));
  }
}
