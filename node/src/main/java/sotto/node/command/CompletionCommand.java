package sotto.node.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// Prints a script that completes commands and flags in a shell.
@Command(
    name = "completion",
    description =
        "Print a script that completes commands and flags: source <(sotto completion bash)")
final class CompletionCommand implements Callable<Integer> {

  @Mixin final Common common;

  @Parameters(paramLabel = "SHELL", description = "bash, which zsh understands too")
  String shell = "";

  @Spec CommandSpec spec;

  CompletionCommand(Surroundings surroundings) {
    common = new Common(surroundings);
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws Failure {
    if (!"bash".equals(shell)) {
      throw new Failure(
          Exit.USAGE, "There is completion for bash only. What to do: sotto completion bash.");
    }
    common.terminal().print(AutoComplete.bash("sotto", spec.root().commandLine()));
    return 0;
  }
}
