package sotto.node.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sotto.node.control.Ask;
import sotto.node.settings.Durations;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// Writes an item's bytes to the standard output or a file.
@Command(name = "get", description = "Write an item's bytes to the standard output or a file.")
final class GetCommand implements Callable<Integer> {

  @Mixin final Common common;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where to write the bytes instead")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = Durations.class,
      description = "how long to wait for the item, at most 1d (default: ${DEFAULT-VALUE})")
  Duration patience = Duration.ZERO;

  @Parameters(paramLabel = "ID", description = "which item, as flood put or flood list printed it")
  String id = "";

  GetCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  @Override
  public Integer call() throws Failure {
    if (patience.compareTo(Ask.WAIT_MAX) > 0) {
      throw new Failure(Exit.USAGE, "The longest --wait is 1d. What to do: wait less.");
    }
    if (id.length() > Ask.NAME_MAX) {
      throw new Failure(Exit.USAGE, "This is not the id of an item. What to do: copy it whole.");
    }
    var item = common.ask(new Ask.Get(id, patience));
    var body = Base64.getDecoder().decode(item.get("body").getAsString());
    if (out.isPresent()) {
      write(out.get(), body);
      item.remove("body");
      if (common.json) {
        common.terminal().print(item);
      }
    } else if (common.json) {
      common.terminal().print(item);
    } else {
      show(item, body);
    }
    return 0;
  }

  private void show(JsonObject item, byte[] body) throws Failure {
    if (common.terminal().live() && !harmless(body)) {
      throw new Failure(
          Exit.REFUSED,
          "The item's %d bytes would upset the terminal. What to do: pipe them elsewhere, or name"
                  .formatted(item.get("size").getAsLong())
              + " a file with --out.");
    }
    common.terminal().print(body);
  }

  private static void write(Path file, byte[] body) throws Failure {
    try {
      Files.write(file, body);
    } catch (IOException e) {
      throw new Failure(
          Exit.FAILED,
          "The file cannot be written. What to do: check the path, its permissions and the room.",
          e);
    }
  }

  private static boolean harmless(byte[] body) {
    for (var b : body) {
      var isText = b == '\n' || b == '\t' || b == '\r' || b >= ' ' || b < 0;
      if (!isText || b == 0x7f) {
        return false;
      }
    }
    return true;
  }
}
