package sotto.node.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// Shows what a command does.
@Command(name = "help", description = "Show what a command does.")
final class HelpCommand implements Callable<Integer> {

  @Mixin final Common common;

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "such as flood put")
  List<String> names = new ArrayList<>();

  @Spec CommandSpec spec;

  HelpCommand(Surroundings surroundings) {
    common = new Common(surroundings);
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws Failure {
    var command = spec.root().commandLine();
    for (var name : names) {
      var next = command.getSubcommands().get(name);
      if (next == null) {
        throw new Failure(
            Exit.USAGE, "There is no command '" + name + "'. What to do: sotto help lists them.");
      }
      command = next;
    }
    common.terminal().print(command.getUsageMessage(Help.Ansi.OFF).stripTrailing());
    return Exit.OK.code();
  }
}
