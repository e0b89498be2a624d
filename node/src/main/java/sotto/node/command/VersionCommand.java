package sotto.node.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sotto.node.settings.Surroundings;
import sotto.node.settings.Version;
import sotto.node.terminal.Json;

/// Shows which version this is.
@Command(name = "version", description = "Show which version this is.")
final class VersionCommand implements Callable<Integer> {

  @Mixin final Common common;

  VersionCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  @Override
  public Integer call() {
    var java = Runtime.version().toString();
    Said.print(
        common,
        Json.answer().with("version", Version.text()).with("java", java).object(),
        "sotto " + Version.text() + " (Java " + java + ")");
    return 0;
  }
}
