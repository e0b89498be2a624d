package sotto.node.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sotto.node.control.Ask;
import sotto.node.settings.Durations;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Table;

/// Lists the running node's peers.
@Command(
    name = "peers",
    description = "List the peers there are sessions with, and the addresses that are remembered.",
    synopsisSubcommandLabel = "[add|forget]")
final class PeersCommand implements Callable<Integer> {

  @Mixin final Common common;

  @Option(names = "--show-address", description = "show addresses and keys whole")
  boolean showAddress;

  PeersCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  @Override
  public Integer call() throws Failure {
    var answer = common.ask(new Ask.Peers(showAddress));
    if (common.json) {
      common.terminal().print(answer);
      return 0;
    }
    var table = new Table("ID", "NETWORK", "DIR", "AGE", "RTT", "BYTES IN/OUT");
    for (var each : answer.getAsJsonArray("peers")) {
      var peer = each.getAsJsonObject();
      var traffic = peer.getAsJsonObject("traffic");
      table.row(
          text(peer, "id"),
          text(peer, "network"),
          text(peer, "direction"),
          Durations.shown(Duration.ofSeconds(peer.get("ageSeconds").getAsLong())),
          rtt(peer.get("rttMillis")),
          traffic.get("bytesIn").getAsLong() + "/" + traffic.get("bytesOut").getAsLong());
    }
    table.lines().forEach(common.terminal()::print);
    known(answer);
    return 0;
  }

  private void known(JsonObject answer) {
    var known = answer.getAsJsonArray("known");
    if (known.isEmpty()) {
      return;
    }
    var table = new Table("ADDRESS", "STATE", "FAILURES", "WHY");
    for (var each : known) {
      var view = each.getAsJsonObject();
      table.row(
          text(view, "address"), text(view, "state"), text(view, "failures"), text(view, "detail"));
    }
    common.terminal().print("");
    table.lines().forEach(common.terminal()::print);
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  private static String rtt(JsonElement millis) {
    return millis.isJsonNull() ? "-" : millis.getAsLong() + " ms";
  }

  /// Adds an address.
  @Command(name = "add", description = "Keep a session with the peer at an address.")
  static final class Add implements Callable<Integer> {

    @Mixin final Common common;

    @Parameters(paramLabel = "ADDRESS", description = "where the peer is")
    String address = "";

    Add(Surroundings surroundings) {
      common = new Common(surroundings);
    }

    @Override
    public Integer call() throws Failure {
      var answer = common.ask(new Ask.Connect(address));
      Said.print(common, answer, "added " + text(answer, "added"));
      return 0;
    }
  }

  /// Forgets an address.
  @Command(name = "forget", description = "Forget an address, and end the session dialled there.")
  static final class Forget implements Callable<Integer> {

    @Mixin final Common common;

    @Parameters(paramLabel = "ADDRESS", description = "where the peer is")
    String address = "";

    Forget(Surroundings surroundings) {
      common = new Common(surroundings);
    }

    @Override
    public Integer call() throws Failure {
      var answer = common.ask(new Ask.Forget(address));
      Said.print(common, answer, "forgot " + text(answer, "forgotten"));
      return 0;
    }
  }
}
