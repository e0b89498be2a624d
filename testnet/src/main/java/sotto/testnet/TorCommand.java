package sotto.testnet;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sotto.testnet.tor.TorClient;
import sotto.testnet.tor.TorTestnet;

/// `./sotto testnet tor`: a private Tor network in the foreground. It says how to join, and runs
/// until it is interrupted.
@Command(
    name = "tor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a private Tor network on this machine until it is interrupted.",
      "It leaves nothing behind and nothing of it reaches the public network."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"1:it did not start", "2:wrong usage", "130:interrupted", "143:terminated"})
final class TorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many tors there are for nodes to attach to (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(names = "--json", description = "Say how to join as one JSON object on one line.")
  private boolean json;

  private TorCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    var options = TorTestnet.Options.ordinary().progress(this::tell);
    try (var network = TorTestnet.start(options.clients(clients))) {
      // Ctrl-C ends this process by way of its hooks.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(network::close));
      var out = spec.commandLine().getOut();
      if (json) {
        out.println(new GsonBuilder().disableHtmlEscaping().create().toJson(report(network)));
      } else {
        text(network).forEach(out::println);
      }
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }

  private void tell(String step) {
    spec.commandLine().getErr().println("sotto: " + step);
  }

  private static Map<String, Object> report(TorTestnet network) {
    var report = new LinkedHashMap<String, Object>();
    report.put("v", 1);
    report.put("event", "ready");
    report.put("isolated", network.isolated());
    report.put("clients", network.clients().stream().map(TorCommand::report).toList());
    report.put("binary", network.launcher().toString());
    report.put("torrc", network.torrc().toString());
    return report;
  }

  private static Map<String, Object> report(TorClient client) {
    var report = new LinkedHashMap<String, Object>();
    report.put("control", client.control().toString());
    report.put("socks", client.socks().toString());
    report.put("cookie", client.cookie().toString());
    report.put("settings", client.settings());
    report.put("curl", curl(client));
    return report;
  }

  private static List<String> text(TorTestnet network) {
    var lines = new java.util.ArrayList<String>();
    lines.add("A private Tor network runs in " + network.confinement() + ".");
    for (var client : network.clients()) {
      lines.add("");
      lines.add("control  " + client.control());
      lines.add("socks    " + client.socks());
      lines.add("node     " + node(client));
      lines.add("curl     " + curl(client));
    }
    lines.add("");
    lines.add("A tor of your own joins with the lines in " + network.torrc());
    lines.add("and is run by                             " + network.launcher());
    lines.add("Ctrl-C ends all of it.");
    return lines;
  }

  private static String node(TorClient client) {
    return "./sotto run --backend tor --set tor.mode=attach --set tor.control=unix:"
        + client.control();
  }

  /// Curl takes a unix socket as a proxy since 7.84.
  private static String curl(TorClient client) {
    return "curl --proxy socks5h://localhost" + client.socks() + " http://ADDRESS.onion/";
  }
}
