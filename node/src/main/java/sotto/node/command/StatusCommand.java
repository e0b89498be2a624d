package sotto.node.command;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sotto.node.control.Ask;
import sotto.node.settings.Durations;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Terminal;
import sotto.node.terminal.Terminal.Tint;

/// Shows how the running node is.
@Command(name = "status", description = "Show how the running node is.")
final class StatusCommand implements Callable<Integer> {

  @Mixin final Common common;

  @Option(names = "--show-address", description = "show addresses and keys whole")
  boolean showAddress;

  StatusCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  @Override
  public Integer call() throws Failure {
    var status = common.ask(new Ask.Status(showAddress));
    var terminal = common.terminal();
    if (common.json) {
      terminal.print(status);
      return 0;
    }
    var uptime = Durations.shown(Duration.ofSeconds(status.get("uptimeSeconds").getAsLong()));
    terminal.print(
        "%s %s | peers %d | items %,d, %s"
            .formatted(
                phase(status), uptime, number(status, "sessions"), items(status), room(status)));
    var detail = status.get("detail").getAsString();
    if (!detail.isEmpty()) {
      terminal.print(Terminal.plain(detail));
    }
    for (var network : status.getAsJsonArray("networks")) {
      terminal.print(Terminal.plain(network(network.getAsJsonObject())));
    }
    return 0;
  }

  private String phase(JsonObject status) {
    var phase = status.get("phase").getAsString();
    return common.terminal().tint("running".equals(phase) ? Tint.GOOD : Tint.BAD, phase);
  }

  private static long number(JsonObject status, String name) {
    return status.get(name).getAsLong();
  }

  private static long items(JsonObject status) {
    return number(status.getAsJsonObject("store"), "items");
  }

  private static String room(JsonObject status) {
    var store = status.getAsJsonObject("store");
    var state = store.get("state").getAsString();
    return "%.1f/%.0f MiB%s"
        .formatted(
            number(store, "bytes") / 1048576.0,
            number(store, "bytesMax") / 1048576.0,
            "ok".equals(state) ? "" : " (store " + state + ")");
  }

  private static String network(JsonObject network) {
    var listener = network.getAsJsonObject("listener");
    var address = network.get("address");
    var detail = network.get("detail").getAsString();
    return "%s: %s %d%%%s | %s | listener %s | sessions %d"
        .formatted(
            network.get("scheme").getAsString(),
            network.get("phase").getAsString(),
            number(network, "percent"),
            detail.isEmpty() ? "" : " " + detail,
            address.isJsonNull() ? "no address yet" : address.getAsString(),
            listener.get("state").getAsString(),
            number(network, "sessions"));
  }
}
