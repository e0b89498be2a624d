package sotto.node.command;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sotto.node.command.FloodCommand.About;
import sotto.node.control.Ask;
import sotto.node.control.ControlClient;
import sotto.node.running.Shown;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;
import sotto.node.terminal.Table;

/// Lists the items of a topic that the node has.
@Command(name = "list", description = "List the items of a topic that the node has, oldest first.")
final class ListCommand implements Callable<Integer> {

  @Mixin final Common common;
  @Mixin final About about = new About();

  @Option(
      names = {"-l", "--long"},
      description = "show owner, size and expiry too")
  boolean details;

  ListCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  @Override
  public Integer call() throws Failure {
    var topic = about.text();
    try (var client = ControlClient.open(common.directory())) {
      var ids = new ArrayList<String>();
      client.ask(new Ask.Listing(topic), part -> ids.add(part.get("id").getAsString()));
      if (details) {
        printLong(client, ids, topic);
      } else if (common.json) {
        print(ids.stream().map(id -> Json.part().with("id", id).object()).toList(), topic);
      } else {
        ids.forEach(common.terminal()::print);
      }
    }
    return 0;
  }

  private void printLong(ControlClient client, List<String> ids, String topic) throws Failure {
    var items = new ArrayList<JsonObject>();
    for (var id : ids) {
      item(client, id).ifPresent(items::add);
    }
    if (common.json) {
      print(items, topic);
      return;
    }
    var table = new Table("ID", "OWNER", "SIZE", "EXPIRES");
    for (var item : items) {
      table.row(
          item.get("id").getAsString(),
          Shown.key(item.get("owner").getAsString(), false),
          item.get("size").getAsString(),
          item.get("expires").getAsString());
    }
    table.lines().forEach(common.terminal()::print);
  }

  private void print(List<JsonObject> items, String topic) {
    common.terminal().print(Json.answer().with("topic", topic).withParts("items", items).object());
  }

  // An item may expire between the listing and the look at it.
  private static Optional<JsonObject> item(ControlClient client, String id) throws Failure {
    try {
      var item = client.ask(new Ask.Get(id, Duration.ZERO));
      item.remove("v");
      item.remove("topic");
      item.remove("body");
      return Optional.of(item);
    } catch (Failure e) {
      if (e.exit() == Exit.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
