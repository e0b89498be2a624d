package sotto.node.command;

import com.google.gson.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sotto.node.command.FloodCommand.About;
import sotto.node.control.Ask;
import sotto.node.control.ControlClient;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Failure;

/// Prints items as they come, until it is interrupted or has seen enough.
@Command(name = "watch", description = "Print items as they come, until interrupted.")
final class WatchCommand implements Callable<Integer> {

  @Mixin final Common common;
  @Mixin final About about = new About();

  @Option(names = "--from-start", description = "begin with the items that the node has")
  boolean fromStart;

  @Option(names = "--bodies", description = "with --json: bodies too, in base64")
  boolean bodies;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "end after so many items; 0 for never (default: ${DEFAULT-VALUE})")
  long count;

  private long seen;

  WatchCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  @Override
  public Integer call() throws Failure {
    var topic = about.text();
    try (var client = ControlClient.open(common.directory())) {
      client.ask(new Ask.Watch(topic, fromStart), part -> show(client, part));
    } catch (Failure e) {
      if (!enough()) {
        throw e;
      }
    }
    return 0;
  }

  private boolean enough() {
    return (count > 0 && seen >= count) || common.terminal().broken();
  }

  private void show(ControlClient client, JsonObject part) {
    switch (part.get("event").getAsString()) {
      case "watching" -> note("watching; Ctrl-C ends it");
      case "missed" -> missed(part);
      default -> item(part);
    }
    if (enough()) {
      // Hanging up is how a watch ends.
      client.close();
    }
  }

  private void item(JsonObject part) {
    seen++;
    if (!bodies) {
      part.remove("body");
    }
    Said.print(
        common,
        part,
        part.get("id").getAsString() + "  " + part.get("size").getAsLong() + " bytes");
  }

  private void missed(JsonObject part) {
    if (common.json) {
      common.terminal().print(part);
    } else {
      note("missed " + part.get("count").getAsLong() + " items; flood list has them");
    }
  }

  private void note(String line) {
    if (!common.json) {
      common.terminal().note(line);
    }
  }
}
