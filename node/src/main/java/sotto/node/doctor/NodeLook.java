package sotto.node.doctor;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sotto.node.control.Ask;
import sotto.node.control.ControlClient;
import sotto.node.settings.DataDirectory;
import sotto.node.settings.Durations;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Terminal;
import sotto.protocol.Node;
import sotto.protocol.NodeConfig;
import sotto.protocol.NodeException;

/// Looks at the node that runs on a data directory, if one does.
public final class NodeLook {

  private NodeLook() {}

  /// Asks the node how it is; where none runs, looks whether one could.
  public static List<Finding> node(DataDirectory directory) throws InterruptedException {
    try (var client = ControlClient.open(directory)) {
      return findings(client.ask(new Ask.Status(false)));
    } catch (Failure e) {
      return e.exit() == Exit.NOT_RUNNING
          ? asleep(directory)
          : List.of(Finding.fail("node", "runs and cannot be asked", e.sentence()));
    }
  }

  // A node without networks opens what is there, and nobody else can have it meanwhile.
  private static List<Finding> asleep(DataDirectory directory) throws InterruptedException {
    var none = Finding.ok("node", "none runs on this data directory");
    if (isEmpty(directory)) {
      return List.of(none);
    }
    try (var node = Node.start(NodeConfig.at(directory.path()))) {
      return List.of(none, Finding.ok("store", "opens, %,d items".formatted(items(node))));
    } catch (NodeException e) {
      return List.of(none, Finding.fail("store", "does not open", String.valueOf(e.getMessage())));
    }
  }

  private static long items(Node node) {
    return node.status().store().items();
  }

  private static boolean isEmpty(DataDirectory directory) {
    try (var files = Files.list(directory.path())) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      // Not there, or not ours to read, which is another finding.
      return true;
    }
  }

  private static List<Finding> findings(JsonObject status) {
    var findings = new ArrayList<Finding>();
    var uptime = Duration.ofSeconds(status.get("uptimeSeconds").getAsLong());
    var sessions = status.get("sessions").getAsLong();
    findings.add(
        "running".equals(status.get("phase").getAsString())
            ? Finding.ok("node", "runs since %s".formatted(Durations.shown(uptime)))
            : Finding.fail("node", "found itself broken", "restart it, and report its last lines"));
    findings.add(
        sessions > 0
            ? Finding.ok("peers", sessions + " connected")
            : Finding.warn("peers", "none connected", "sotto peers add ADDRESS"));
    var store = status.getAsJsonObject("store").get("state").getAsString();
    findings.add(
        "ok".equals(store)
            ? Finding.ok("store", "takes items")
            : Finding.fail("store", "is " + store, "make room, and look at the disk"));
    for (var each : status.getAsJsonArray("networks")) {
      findings.add(network(each.getAsJsonObject()));
    }
    return findings;
  }

  private static Finding network(JsonObject network) {
    var what = "network " + network.get("scheme").getAsString();
    var phase = network.get("phase").getAsString();
    var said = Terminal.plain(phase + " " + network.get("detail").getAsString()).strip();
    return switch (phase) {
      case "ready" -> Finding.ok(what, said);
      case "starting", "degraded" -> Finding.warn(what, said, "wait; see sotto status");
      default ->
          Finding.fail(
              what,
              said,
              "it is " + network.get("blockage").getAsString() + "; start or repair its daemon");
    };
  }
}
