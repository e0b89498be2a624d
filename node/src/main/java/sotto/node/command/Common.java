package sotto.node.command;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import sotto.node.control.Ask;
import sotto.node.control.ControlClient;
import sotto.node.settings.DataDirectory;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Terminal;

/// The flags that every command has, and what they lead to.
final class Common {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "where the node keeps its state (default: $XDG_STATE_HOME/sotto)")
  Optional<Path> dataDir = Optional.empty();

  @Option(names = "--json", description = "answer in JSON, one object a line")
  boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "say more on stderr, and show the cause of a failure")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this text and end")
  boolean help;

  private final Surroundings surroundings;

  Common(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Terminal terminal() {
    return surroundings.terminal();
  }

  DataDirectory directory() {
    return new DataDirectory(dataDir.orElseGet(surroundings::dataDirectory));
  }

  /// Asks the running node one thing.
  JsonObject ask(Ask ask) throws Failure {
    try (var client = ControlClient.open(directory())) {
      return client.ask(ask);
    }
  }
}
