package sotto.node.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sotto.node.settings.Surroundings;

/// The program itself, before a command is named.
@Command(
    name = "sotto",
    description = "Be a peer without knowing which anonymity network carries you.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "A flag is also an environment variable (--data-dir: SOTTO_DATA_DIR) and a",
      "key of the configuration file (data-dir=...). It ends with 0 ok, 1 failed,",
      "2 usage, 3 node not running, 4 not found, 5 timeout, 6 refused by a limit,",
      "7 not authorised, 8 backend unavailable, 9 data directory locked or damaged,",
      "130 interrupted."
    })
final class SottoCommand {

  @Mixin final Common common;

  SottoCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }
}
