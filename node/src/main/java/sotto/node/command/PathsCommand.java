package sotto.node.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Json;

/// Shows where things are.
@Command(name = "paths", description = "Show where configuration, state and control socket are.")
final class PathsCommand implements Callable<Integer> {

  @Mixin final Common common;

  PathsCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  @Override
  public Integer call() {
    var surroundings = common.surroundings();
    var directory = common.directory();
    var config =
        surroundings.variable("SOTTO_CONFIG").map(Path::of).orElseGet(surroundings::configFile);
    var terminal = common.terminal();
    if (common.json) {
      terminal.print(
          Json.answer()
              .with("config", config.toAbsolutePath().toString())
              .with("data", directory.path().toString())
              .with("token", directory.token().toString())
              .with("socket", directory.socket().toString())
              .object());
      return 0;
    }
    terminal.print("config  " + config.toAbsolutePath());
    terminal.print("data    " + directory.path());
    terminal.print("token   " + directory.token());
    terminal.print("socket  " + directory.socket());
    return 0;
  }
}
