package sotto.testnet;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sotto testnet`: a private network in the foreground.
///
/// Exit codes are those of the whole program (docs/cli.md): 1 it did not start, 2 wrong usage, 130
/// interrupted, 143 terminated.
@Command(
    name = "sotto testnet",
    mixinStandardHelpOptions = true,
    subcommands = {TorCommand.class, I2pCommand.class},
    description = "Runs a private network on this machine until it is interrupted.")
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /// Runs the command line and ends the process with its exit code.
  ///
  /// @param arguments as on a command line
  public static void main(String... arguments) {
    System.exit(line().execute(arguments));
  }

  static CommandLine line() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (problem, line, _) -> {
              line.getErr().println("sotto: " + problem.getMessage());
              return line.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Which network? sotto testnet tor, or sotto testnet i2p");
  }
}
